use std::{future::Future, net::SocketAddr, sync::Arc};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use super::*;
use crate::{Secret, transport::Cause};

pub(super) const QUICK: Timeouts = Timeouts {
    connect: Duration::from_secs(2),
    read: Duration::from_millis(150),
    total: Duration::from_millis(400),
    create: Duration::from_millis(250),
};

/// A server that does `act` with its first connection and then keeps it until told to end.
pub(super) async fn server<F, A>(act: A) -> SocketAddr
where
    F: Future<Output = ()> + Send + 'static,
    A: FnOnce(TcpStream) -> F + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        act(stream).await;
    });
    address
}

pub(super) async fn answer(mut stream: TcpStream, bytes: Vec<u8>) -> TcpStream {
    let mut request = [0; 4096];
    let _ = stream.read(&mut request).await.unwrap();
    stream.write_all(&bytes).await.unwrap();
    stream
}

pub(super) fn request(scheme: &str, address: SocketAddr, lane: Lane) -> Request {
    Request {
        method: Method::Post,
        url: format!("{scheme}://{address}/x").parse().unwrap(),
        bearer: Some(Arc::new(Secret::new("token".to_owned()))),
        body: Some("{}".into()),
        reply_cap: 1024,
        lane,
    }
}

fn transport(policy: HostPolicy) -> ReqwestTransport {
    ReqwestTransport::with_timeouts(policy, PublicNames::default(), QUICK).unwrap()
}

async fn fault_of(address: SocketAddr, lane: Lane) -> TransportFault {
    let outcome = transport(HostPolicy::Loopback)
        .send(request("http", address, lane))
        .await;
    outcome.err().unwrap()
}

#[rstest::rstest]
#[tokio::test]
async fn a_refused_connection_is_provably_not_sent(
    #[values(Lane::Ordinary, Lane::Create)] lane: Lane,
) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let fault = fault_of(address, lane).await;
    assert_eq!(fault.kind, FaultKind::NotSent(Cause::Refused));
}

#[tokio::test]
async fn an_unknown_host_is_provably_not_sent() {
    let mut request = request("http", ([127, 0, 0, 1], 1).into(), Lane::Create);
    request.url = "http://no-such-host.invalid/".parse().unwrap();
    let fault = transport(HostPolicy::Loopback)
        .send(request)
        .await
        .err()
        .unwrap();
    assert_eq!(fault.kind, FaultKind::NotSent(Cause::Dns));
}

#[rstest::rstest]
#[case::nothing(b"")]
#[case::half_a_status_line(b"HTTP/1.1 2")]
#[case::half_the_headers(b"HTTP/1.1 200 OK\r\nContent-Le")]
#[case::no_blank_line(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n")]
#[tokio::test]
async fn a_cut_before_the_head_is_complete_may_have_acted(
    #[case] sent: &'static [u8],
    #[values(Lane::Ordinary, Lane::Create)] lane: Lane,
) {
    let address = server(move |stream| async move {
        drop(answer(stream, sent.to_vec()).await);
    })
    .await;
    let fault = fault_of(address, lane).await;
    assert_eq!(fault.kind, FaultKind::Interrupted);
    assert_eq!(fault.answered, None);
}

#[rstest::rstest]
#[case::announced_body(b"HTTP/1.1 400 Bad\r\nContent-Length: 9\r\n\r\n{\"a\"")]
#[case::no_body_at_all(b"HTTP/1.1 400 Bad\r\nContent-Length: 9\r\n\r\n")]
#[case::half_a_chunk(b"HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"a\"")]
#[case::no_last_chunk(b"HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n")]
#[case::bad_chunk_size(b"HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n")]
#[tokio::test]
async fn a_cut_in_the_body_keeps_the_status(#[case] sent: &'static [u8]) {
    let address = server(move |stream| async move {
        drop(answer(stream, sent.to_vec()).await);
    })
    .await;
    let fault = fault_of(address, Lane::Create).await;
    assert_eq!(fault.kind, FaultKind::Interrupted);
    assert_eq!(fault.answered.unwrap().status, 400);
}

#[tokio::test]
async fn closing_without_reading_the_request_is_not_taken_for_unsent() {
    let address = server(|stream| async move { drop(stream) }).await;
    let fault = fault_of(address, Lane::Create).await;
    assert_eq!(fault.kind, FaultKind::Interrupted);
}

#[rstest::rstest]
#[case::before_the_head(b"", None)]
#[case::in_the_head(b"HTTP/1.1 200 OK\r\nConte", None)]
#[case::in_the_body(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", Some(200))]
#[tokio::test]
async fn a_stall_ends_as_a_timeout(
    #[case] sent: &'static [u8],
    #[case] status: Option<u16>,
    #[values(Lane::Ordinary, Lane::Create)] lane: Lane,
) {
    let address = server(move |stream| async move {
        let _open = answer(stream, sent.to_vec()).await;
        std::future::pending::<()>().await;
    })
    .await;
    let fault = fault_of(address, lane).await;
    assert_eq!(fault.kind, FaultKind::Timeout);
    assert_eq!(fault.answered.map(|head| head.status), status);
}

#[rstest::rstest]
#[case::announced("HTTP/1.1 200 OK\r\nContent-Length: 1025\r\n\r\n", 1025)]
#[case::until_close("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", 200_000)]
#[tokio::test]
async fn a_body_over_the_cap_is_refused(#[case] head: &'static str, #[case] length: usize) {
    let address = server(move |mut stream| async move {
        let mut request = [0; 4096];
        let _ = stream.read(&mut request).await;
        let _ = stream.write_all(head.as_bytes()).await;
        let _ = stream.write_all(&vec![b' '; length]).await;
    })
    .await;
    let fault = fault_of(address, Lane::Ordinary).await;
    assert_eq!(fault.kind, FaultKind::TooLarge);
    assert_eq!(fault.answered.unwrap().status, 200);
}

/// 3 000 zeros, gzipped: 100 times smaller than what comes out.
const BOMB: [u8; 39] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 237, 193, 49, 1, 0, 0, 0, 194, 160, 74, 235, 159, 206, 26, 30,
    64, 1, 0, 0, 239, 6, 220, 119, 243, 156, 184, 11, 0, 0,
];

#[tokio::test]
async fn the_cap_counts_what_comes_out_of_the_decompressor() {
    let address = server(|stream| async move {
        let mut reply = format!(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
            BOMB.len()
        )
        .into_bytes();
        reply.extend(BOMB);
        let _open = answer(stream, reply).await;
        std::future::pending::<()>().await;
    })
    .await;
    let fault = fault_of(address, Lane::Ordinary).await;
    assert_eq!(fault.kind, FaultKind::TooLarge);
}

#[tokio::test]
async fn a_flood_of_headers_is_refused() {
    let address = server(|mut stream| async move {
        let mut request = [0; 4096];
        let _ = stream.read(&mut request).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n").await;
        for number in 0..60 {
            let line = format!("x-{number}: {}\r\n", "a".repeat(2_000));
            let _ = stream.write_all(line.as_bytes()).await;
        }
        let _ = stream.write_all(b"\r\n").await;
    })
    .await;
    let fault = fault_of(address, Lane::Create).await;
    assert_eq!(fault.kind, FaultKind::TooLarge);
}

#[tokio::test]
async fn a_server_that_hangs_up_in_the_tls_handshake_got_nothing() {
    let address = server(|mut stream| async move {
        let mut hello = [0; 4096];
        let _ = stream.read(&mut hello).await;
    })
    .await;
    let request = request("https", address, Lane::Create);
    let fault = transport(HostPolicy::PrivateCloud)
        .send(request)
        .await
        .err()
        .unwrap();
    assert_eq!(fault.kind, FaultKind::NotSent(Cause::Tls));
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_got_nothing() {
    let address = server(|stream| async move {
        drop(answer(stream, b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()).await);
    })
    .await;
    let request = request("https", address, Lane::Create);
    let fault = transport(HostPolicy::PrivateCloud)
        .send(request)
        .await
        .err()
        .unwrap();
    assert_eq!(fault.kind, FaultKind::NotSent(Cause::Tls));
}

#[rstest::rstest]
#[tokio::test]
async fn plain_http_never_leaves_for_a_real_tenant(
    #[values(HostPolicy::Public, HostPolicy::PrivateCloud)] policy: HostPolicy,
) {
    let request = request("http", ([127, 0, 0, 1], 9).into(), Lane::Create);
    let fault = transport(policy).send(request).await.err().unwrap();
    assert_eq!(fault.kind, FaultKind::NotSent(Cause::Request));
}

#[tokio::test]
async fn a_pinned_name_that_leads_to_this_computer_is_refused() {
    let names = PublicNames::default();
    names.insert("localhost");
    let transport = ReqwestTransport::with_timeouts(HostPolicy::Public, names, QUICK).unwrap();
    let mut request = request("https", ([127, 0, 0, 1], 9).into(), Lane::Create);
    request.url = "https://localhost:9/".parse().unwrap();
    let fault = transport.send(request).await.err().unwrap();
    assert_eq!(fault.kind, FaultKind::NotSent(Cause::AddressNotAllowed));
}

#[tokio::test]
async fn a_token_that_cannot_stand_in_a_header_is_not_sent() {
    let mut request = request("http", ([127, 0, 0, 1], 9).into(), Lane::Create);
    request.bearer = Some(Arc::new(Secret::new("a\r\nb".to_owned())));
    let fault = transport(HostPolicy::Loopback)
        .send(request)
        .await
        .err()
        .unwrap();
    assert_eq!(fault.kind, FaultKind::NotSent(Cause::Request));
}

#[tokio::test]
async fn every_create_opens_a_connection_of_its_own() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let accepted = tokio::spawn(async move {
        let mut open = Vec::new();
        for _ in 0..2 {
            let (stream, _) = listener.accept().await.unwrap();
            let reply = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".to_vec();
            open.push(answer(stream, reply).await);
        }
        open.len()
    });
    let transport = transport(HostPolicy::Loopback);
    for _ in 0..2 {
        transport
            .send(request("http", address, Lane::Create))
            .await
            .ok()
            .unwrap();
    }
    assert_eq!(accepted.await.unwrap(), 2);
}
