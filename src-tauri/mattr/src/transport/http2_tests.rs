//! HTTP/2 over TLS (F3, F6): streams and connections that end in the middle. Creates never use it.

use std::{future::poll_fn, task::Poll};

use bytes::Bytes;
use h2::{
    Reason,
    server::{Connection, SendResponse},
};
use http::Response as Answer;
use rustls::ServerConfig;
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

use super::{
    tests::request,
    tls_tests::{Authority, tls_server},
    *,
};

fn speaking_h2(authority: &Authority) -> ServerConfig {
    let mut config = authority.config("127.0.0.1", |_| {});
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    config
}

type Server = Connection<TlsStream<TcpStream>, Bytes>;

/// What a server does with the one request that it gets.
#[derive(Clone, Copy, Debug)]
enum Act {
    Answer,
    RefuseTheStream,
    ResetTheStream,
    GoAway,
    HangUp,
    ResetAfterTheHead,
    HangUpInTheBody,
    SendTooMuch,
    Stall,
}

async fn serve(stream: TlsStream<TcpStream>, act: Act) {
    let mut server: Server = h2::server::handshake(stream).await.unwrap();
    let Some(Ok((_, answer))) = server.accept().await else {
        return;
    };
    if matches!(act, Act::HangUp) {
        return;
    }
    if matches!(act, Act::GoAway) {
        server.abrupt_shutdown(Reason::INTERNAL_ERROR);
    }
    let mut body = reply(answer, act);
    flush(&mut server).await;
    match act {
        Act::HangUpInTheBody => return,
        Act::ResetAfterTheHead => body.iter_mut().for_each(|body| {
            body.send_reset(Reason::INTERNAL_ERROR);
        }),
        _ => {}
    }
    while server.accept().await.is_some() {}
}

/// Lets what was said so far leave.
async fn flush(server: &mut Server) {
    for _ in 0..20 {
        let closed = poll_fn(|context| Poll::Ready(server.poll_closed(context).is_ready()));
        if closed.await {
            return;
        }
        tokio::task::yield_now().await;
    }
}

fn reply(mut answer: SendResponse<Bytes>, act: Act) -> Option<h2::SendStream<Bytes>> {
    let reset = match act {
        Act::RefuseTheStream => Some(Reason::REFUSED_STREAM),
        Act::ResetTheStream => Some(Reason::INTERNAL_ERROR),
        _ => None,
    };
    if let Some(reason) = reset {
        answer.send_reset(reason);
        return None;
    }
    if matches!(act, Act::GoAway | Act::Stall) {
        std::mem::forget(answer);
        return None;
    }
    let mut body = answer.send_response(Answer::new(()), false).unwrap();
    match act {
        Act::SendTooMuch => body.send_data(vec![b' '; 1025].into(), true).unwrap(),
        Act::Answer => body.send_data("{}".into(), true).unwrap(),
        _ => body.send_data("{".into(), false).unwrap(),
    }
    Some(body)
}

async fn outcome_of(act: Act, lane: Lane) -> Result<Response, TransportFault> {
    let authority = Authority::new();
    let config = speaking_h2(&authority);
    let (address, _) = tls_server(config, move |stream| serve(stream, act)).await;
    authority
        .transport()
        .send(request("https", address, lane))
        .await
}

#[tokio::test]
async fn an_ordinary_call_speaks_http_2_where_the_service_does() {
    let reply = outcome_of(Act::Answer, Lane::Ordinary).await.ok().unwrap();
    assert_eq!(
        (reply.head.status, reply.body.as_slice()),
        (200, &b"{}"[..])
    );
}

/// Hyper re-sends on shared connections; a create has one of its own, in HTTP/1.1 (R60).
#[tokio::test]
async fn r60_a_create_does_not_offer_http_2() {
    let authority = Authority::new();
    let config = speaking_h2(&authority);
    let (protocol, spoken) = tokio::sync::oneshot::channel();
    let (address, _) = tls_server(config, |stream| async move {
        let chosen = stream.get_ref().1.alpn_protocol().map(<[u8]>::to_vec);
        protocol.send(chosen).unwrap_or_default();
    })
    .await;
    let outcome = authority
        .transport()
        .send(request("https", address, Lane::Create))
        .await;
    assert!(outcome.is_err());
    assert_ne!(spoken.await.unwrap().as_deref(), Some(&b"h2"[..]));
}

#[rstest::rstest]
#[case::refused_stream(Act::RefuseTheStream, FaultKind::Interrupted, None)]
#[case::reset_stream(Act::ResetTheStream, FaultKind::Interrupted, None)]
#[case::goaway(Act::GoAway, FaultKind::Interrupted, None)]
#[case::end_of_the_connection(Act::HangUp, FaultKind::Interrupted, None)]
#[case::reset_after_the_head(Act::ResetAfterTheHead, FaultKind::Interrupted, Some(200))]
#[case::end_in_the_body(Act::HangUpInTheBody, FaultKind::Interrupted, Some(200))]
#[case::over_the_cap(Act::SendTooMuch, FaultKind::TooLarge, Some(200))]
#[case::silence(Act::Stall, FaultKind::Timeout, None)]
#[tokio::test]
async fn f6_what_breaks_off_in_http_2_is_told_and_never_sent_again_below_us(
    #[case] act: Act,
    #[case] kind: FaultKind,
    #[case] status: Option<u16>,
) {
    let fault = outcome_of(act, Lane::Ordinary).await.err().unwrap();
    assert_eq!(fault.kind, kind);
    assert_eq!(fault.answered.map(|head| head.status), status);
}
