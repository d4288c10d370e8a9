//! F2: certificates that must be refused, and servers that do not speak TLS as we want it.

use std::{net::SocketAddr, sync::Arc};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::{
    ServerConfig,
    crypto::aws_lc_rs::default_provider,
    pki_types::{CertificateDer, PrivateKeyDer},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use super::{
    tests::{QUICK, request, server},
    *,
};
use crate::transport::{Cause, CertificateFault};

/// An authority that only the tests know.
pub(super) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(super) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(params, key).unwrap())
    }

    /// What a server of this name needs, as `change` would have it.
    pub(super) fn config(
        &self,
        name: &str,
        change: impl FnOnce(&mut CertificateParams),
    ) -> ServerConfig {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let leaf = params.signed_by(&key, &self.0).unwrap();
        config_of(leaf.der().clone(), &key)
    }

    /// The product's own client, but for whom it trusts.
    pub(super) fn transport(&self) -> ReqwestTransport {
        let root = reqwest::Certificate::from_der(self.0.der()).unwrap();
        let trusting = || {
            locked_down(HostPolicy::PrivateCloud, PublicNames::default())
                .no_proxy()
                .tls_certs_only([root.clone()])
        };
        ReqwestTransport::build(trusting, QUICK).unwrap()
    }
}

fn config_of(leaf: CertificateDer<'static>, key: &KeyPair) -> ServerConfig {
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf], key)
        .unwrap()
}

/// Answers one connection as `act` does; says whether the handshake came to its end.
pub(super) async fn tls_server<F, A>(
    config: ServerConfig,
    act: A,
) -> (SocketAddr, oneshot::Receiver<bool>)
where
    F: Future<Output = ()> + Send + 'static,
    A: FnOnce(TlsStream<TcpStream>) -> F + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (shaken, hands) = oneshot::channel();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let stream = TlsAcceptor::from(Arc::new(config)).accept(stream).await;
        shaken.send(stream.is_ok()).unwrap_or_default();
        if let Ok(stream) = stream {
            act(stream).await;
        }
    });
    (address, hands)
}

async fn well(mut stream: TlsStream<TcpStream>) {
    let mut request = [0; 4096];
    let _ = stream.read(&mut request).await;
    let _ = stream
        .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        .await;
    let _ = stream.shutdown().await;
}

#[rstest::rstest]
#[tokio::test]
async fn a_certificate_in_order_is_accepted(#[values(Lane::Ordinary, Lane::Create)] lane: Lane) {
    let authority = Authority::new();
    let config = authority.config("127.0.0.1", |_| {});
    let (address, hands) = tls_server(config, well).await;
    let transport = authority.transport();
    let reply = transport.send(request("https", address, lane)).await;
    assert_eq!(reply.ok().unwrap().body.as_slice(), b"{}");
    assert!(hands.await.unwrap());
}

fn expired(params: &mut CertificateParams) {
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2021, 1, 1);
}

fn as_it_is(_params: &mut CertificateParams) {}

fn not_yet(params: &mut CertificateParams) {
    params.not_before = date_time_ymd(2200, 1, 1);
    params.not_after = date_time_ymd(2201, 1, 1);
}

#[rstest::rstest]
#[case::expired("127.0.0.1", expired, CertificateFault::Expired)]
#[case::not_valid_yet("127.0.0.1", not_yet, CertificateFault::NotValidYet)]
#[case::of_another_host("tenant.example", as_it_is, CertificateFault::WrongName)]
#[case::of_another_address("127.0.0.2", as_it_is, CertificateFault::WrongName)]
#[tokio::test]
async fn f2_a_certificate_that_is_not_in_order_is_named_and_nothing_is_sent(
    #[case] name: &str,
    #[case] change: fn(&mut CertificateParams),
    #[case] fault: CertificateFault,
    #[values(Lane::Ordinary, Lane::Create)] lane: Lane,
) {
    let authority = Authority::new();
    let (address, hands) = tls_server(authority.config(name, change), well).await;
    let transport = authority.transport();
    let outcome = transport.send(request("https", address, lane)).await;
    let kind = outcome.err().unwrap().kind;
    assert_eq!(kind, FaultKind::Certificate(fault));
    assert!(!hands.await.unwrap());
}

/// Whom the system trusts is asked here, as in the product.
#[rstest::rstest]
#[tokio::test]
async fn f2_a_certificate_of_somebody_unknown_is_named_and_nothing_is_sent(
    #[values(false, true)] signed_by_itself: bool,
    #[values(Lane::Ordinary, Lane::Create)] lane: Lane,
) {
    let config = if signed_by_itself {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
        config_of(params.self_signed(&key).unwrap().der().clone(), &key)
    } else {
        Authority::new().config("127.0.0.1", |_| {})
    };
    let (address, hands) = tls_server(config, well).await;
    let names = PublicNames::default();
    let transport =
        ReqwestTransport::with_timeouts(HostPolicy::PrivateCloud, names, QUICK).unwrap();
    let outcome = transport.send(request("https", address, lane)).await;
    assert_eq!(
        outcome.err().unwrap().kind,
        FaultKind::Certificate(CertificateFault::UnknownIssuer)
    );
    assert!(!hands.await.unwrap());
}

/// An alert, and a hello of TLS 1.1.
const ALERT: &[u8] = &[0x15, 0x03, 0x01, 0, 2, 2, 70];
const OLD_HELLO: &[u8] = &[
    0x16, 0x03, 0x02, 0, 42, 2, 0, 0, 38, 0x03, 0x02, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
    7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 0, 0, 0x2f, 0, 0,
];

#[rstest::rstest]
#[case::refuses_our_versions(ALERT)]
#[case::answers_with_an_older_one(OLD_HELLO)]
#[case::sends_noise(&[7; 64])]
#[tokio::test]
async fn f2_a_server_that_cannot_speak_tls_1_2_got_nothing(
    #[case] answer: &'static [u8],
    #[values(Lane::Ordinary, Lane::Create)] lane: Lane,
) {
    let (seen, sent) = oneshot::channel();
    let address = server(move |mut stream| async move {
        let mut bytes = vec![0; 4096];
        let hello = stream.read(&mut bytes).await.unwrap_or_default();
        let _ = stream.write_all(answer).await;
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest).await;
        bytes.truncate(hello);
        bytes.extend(rest);
        seen.send(bytes).unwrap_or_default();
    })
    .await;
    let outcome = Authority::new()
        .transport()
        .send(request("https", address, lane))
        .await;
    assert_eq!(outcome.err().unwrap().kind, FaultKind::NotSent(Cause::Tls));
    let sent = sent.await.unwrap();
    assert!(!sent.windows(5).any(|bytes| bytes == b"token"));
}

#[rstest::rstest]
#[tokio::test]
async fn f2_a_handshake_that_stalls_ends_as_a_connection_not_made(
    #[values(Lane::Ordinary, Lane::Create)] lane: Lane,
) {
    let address = server(|stream| async move {
        let _open = stream;
        std::future::pending::<()>().await;
    })
    .await;
    let timeouts = Timeouts {
        connect: Duration::from_millis(100),
        ..QUICK
    };
    let names = PublicNames::default();
    let transport =
        ReqwestTransport::with_timeouts(HostPolicy::PrivateCloud, names, timeouts).unwrap();
    let outcome = transport.send(request("https", address, lane)).await;
    assert_eq!(
        outcome.err().unwrap().kind,
        FaultKind::NotSent(Cause::ConnectTimeout)
    );
}

#[tokio::test]
async fn f3_a_line_cut_without_a_word_of_tls_may_have_acted() {
    let authority = Authority::new();
    let config = authority.config("127.0.0.1", |_| {});
    let (address, _) = tls_server(config, |mut stream| async move {
        let mut request = [0; 4096];
        let _ = stream.read(&mut request).await;
        // The TCP connection ends and TLS does not.
        let (tcp, _) = stream.into_inner();
        drop(tcp);
    })
    .await;
    let outcome = authority
        .transport()
        .send(request("https", address, Lane::Create))
        .await;
    assert_eq!(outcome.err().unwrap().kind, FaultKind::Interrupted);
}
