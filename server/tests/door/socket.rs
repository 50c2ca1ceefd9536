//! Upgrades.

use futures_util::{SinkExt, StreamExt};
use tokio_tungstenite::{
    connect_async,
    tungstenite::{Message, client::IntoClientRequest, protocol::frame::coding::CloseCode},
};

use crate::house::House;

type Socket = tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

/// The socket, or the status of the refusal.
async fn knock(house: &House, path: &str, headers: &[(&'static str, &str)]) -> Result<Socket, u16> {
    let mut request = house.url(path).replace("http:", "ws:").into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    match connect_async(request).await {
        Ok((socket, _)) => Ok(socket),
        Err(tokio_tungstenite::tungstenite::Error::Http(answer)) => Err(answer.status().as_u16()),
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_path_may_be_a_page_and_a_socket() {
    let house = House::open().await;
    let mut socket = knock(&house, "/echo", &[]).await.unwrap();
    socket.send(Message::text("hi")).await.unwrap();
    assert_eq!(socket.next().await.unwrap().unwrap(), Message::text("hi"));
    assert_eq!(house.get("/echo").await.status(), 200);
    assert_eq!(house.get("/only/socket").await.status(), 400);
}

#[tokio::test]
async fn a1_a2_a_socket_is_refused_to_pages_of_others() {
    let house = House::open().await;
    let (cookie, own) = (("cookie", "access_token=x"), format!("http://{}", house.address));
    for headers in [
        &[cookie, ("origin", "https://evil.example")][..],
        &[cookie, ("origin", "null")],
        &[cookie],
        &[("origin", "https://evil.example")],
        &[("origin", "https://evil.example"), ("authorization", "Bearer x")],
    ] {
        assert_eq!(knock(&house, "/echo", headers).await.err(), Some(403), "{headers:?}");
    }
    assert!(knock(&house, "/echo", &[cookie, ("origin", &own)]).await.is_ok());
    assert!(knock(&house, "/echo", &[("authorization", "Bearer x")]).await.is_ok());
}

#[tokio::test]
async fn a16_nothing_is_negotiated() {
    let house = House::open().await;
    let mut request = house.url("/echo").replace("http:", "ws:").into_client_request().unwrap();
    let offer = "permessage-deflate; client_max_window_bits".parse().unwrap();
    request.headers_mut().insert("sec-websocket-extensions", offer);
    let (_, answer) = connect_async(request).await.unwrap();
    assert!(!answer.headers().contains_key("sec-websocket-extensions"));
}

#[tokio::test]
async fn a9_a_frame_beyond_the_limit_ends_the_socket() {
    let house = House::open().await;
    let mut socket = knock(&house, "/echo", &[]).await.unwrap();
    socket.send(Message::text("x".repeat(protocol::limits::FRAME_BYTES))).await.unwrap();
    assert_eq!(socket.next().await.unwrap().unwrap().len(), protocol::limits::FRAME_BYTES);
    let _ = socket.send(Message::text("x".repeat(protocol::limits::FRAME_BYTES + 1))).await;
    let end = socket.next().await;
    let is_end = match &end {
        None | Some(Err(_)) => true,
        Some(Ok(Message::Close(frame))) => frame.as_ref().is_none_or(|f| f.code == CloseCode::Size),
        Some(Ok(_)) => false,
    };
    assert!(is_end, "{end:?}");
}

#[tokio::test]
async fn a_broken_handshake_is_400() {
    let house = House::open().await;
    for (name, value) in [("sec-websocket-version", "12"), ("sec-websocket-key", "short")] {
        let request = house.client.get(house.url("/echo"));
        let mut request = request.header("connection", "Upgrade").header("upgrade", "websocket");
        for (key, usual) in
            [("sec-websocket-version", "13"), ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")]
        {
            request = request.header(key, if key == name { value } else { usual });
        }
        assert_eq!(request.send().await.unwrap().status(), 400, "{name}");
    }
}
