//! Connections, and how a server starts and stops.

use std::time::Duration;

use server::{boot::Server, clock::Clock, config::Config};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::{sleep, timeout},
};

use crate::house::{House, LARGE};

const SOON: Duration = Duration::from_secs(20);
/// Bytes that a slow taker takes at once.
const SIP: usize = 6 << 10;

fn config(folder: &std::path::Path, listen: &str) -> Config {
    let config = Config::defaults().unwrap().with("listen", listen).unwrap();
    config.with("data_dir", folder.to_str().unwrap()).unwrap()
}

#[tokio::test]
async fn a15_a_head_without_end_is_cut_off() {
    let house = House::open().await;
    let mut stream = TcpStream::connect(house.address).await.unwrap();
    let head = format!("GET / HTTP/1.1\r\nHost: x\r\nX-Long: {}\r\n\r\n", "x".repeat(100_000));
    let _ = stream.write_all(head.as_bytes()).await;
    let mut answer = Vec::new();
    let _ = timeout(SOON, stream.read_to_end(&mut answer)).await.unwrap();
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 431"), "{answer:?}");
}

#[tokio::test]
async fn e7_an_answer_that_nobody_takes_is_held_for_a_while_and_a_slow_taker_gets_all_of_it() {
    const ASKED: &[u8] = b"GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let house = House::open().await;
    let taken = async |sips: u32, pause| {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(8 << 10).unwrap();
        let mut stream = socket.connect(house.address).await.unwrap();
        stream.write_all(ASKED).await.unwrap();
        for _ in 0..sips {
            stream.read_exact(&mut [0; SIP]).await.unwrap();
            sleep(pause).await;
        }
        let (mut piece, mut bytes) = (vec![0; 1 << 20], 0);
        while let Ok(1..) =
            timeout(SOON, stream.read(&mut piece)).await.unwrap().inspect(|count| bytes += count)
        {}
        bytes
    };
    let (gone, late, slow) = tokio::join!(
        taken(1, Duration::from_secs(15)),
        taken(1, Duration::from_secs(3)),
        taken(45, Duration::from_millis(500)),
    );
    assert!(gone < LARGE, "{gone}");
    assert!(late > LARGE - SIP, "{late}");
    assert!(slow > LARGE - 45 * SIP, "{slow}: of so little at a time the kernel says nothing for longer");
}

#[tokio::test]
async fn e7_what_comes_too_slowly_is_not_waited_for() {
    const LONGEST: Duration = Duration::from_secs(25);
    let house = House::open().await;
    let answer = async |begun: &str| {
        let mut stream = TcpStream::connect(house.address).await.unwrap();
        stream.write_all(begun.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        let read = timeout(LONGEST, stream.read_to_end(&mut answer)).await;
        // A connection that is let go with bytes unread may be reset.
        _ = read.expect("it is still open");
        String::from_utf8(answer).unwrap()
    };
    let post = "POST /login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n";
    let (sized, endless) = (
        format!("{post}Content-Length: 50\r\n\r\n{{"),
        format!("{post}Transfer-Encoding: chunked\r\n\r\n1\r\n{{\r\n"),
    );
    let (head, sized, endless) =
        tokio::join!(answer("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "), answer(&sized), answer(&endless));
    assert!(head.is_empty() || head.starts_with("HTTP/1.1 408"), "{head}");
    for body in [sized, endless] {
        assert!(body.starts_with("HTTP/1.1 400") && body.contains("The body took too long"), "{body}");
    }
}

#[tokio::test]
async fn connections_beyond_the_limit_are_closed_and_a_free_place_is_used_again() {
    let house = House::with(&[("max_connections", "1")]).await;
    let first = TcpStream::connect(house.address).await.unwrap();
    let mut second = TcpStream::connect(house.address).await.unwrap();
    assert_eq!(timeout(SOON, second.read(&mut [0])).await.unwrap().unwrap_or(0), 0);
    drop(first);
    let answered = async {
        loop {
            if house.client.get(house.url("/who")).send().await.is_ok() {
                return;
            }
        }
    };
    timeout(SOON, answered).await.unwrap();
}

#[tokio::test]
async fn it_is_ready_until_told_to_stop_and_then_ends() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::open(config(folder.path(), "127.0.0.1:0"), Clock::system()).await.unwrap();
    let (app, address) = (server.app.clone(), server.address().unwrap());
    let running = tokio::spawn(server.run());
    let _ = rustls::crypto::ring::default_provider().install_default();
    for path in ["healthz", "readyz"] {
        let answer = reqwest::get(format!("http://{address}/{path}")).await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
    }
    let metrics = reqwest::get(format!("http://{address}/metrics")).await.unwrap();
    assert_eq!(metrics.status(), 404);
    app.stop.cancel();
    assert!(app.unready().await.is_some());
    timeout(SOON, running).await.unwrap().unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn e13_metrics_are_for_who_has_the_token_or_on_a_listener_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path(), "127.0.0.1:0").with("metrics_token", "0123456789abcdef").unwrap();
    let server = Server::open(config, Clock::system()).await.unwrap();
    let (app, url) = (server.app.clone(), format!("http://{}/metrics", server.address().unwrap()));
    let running = tokio::spawn(server.run());
    let _ = rustls::crypto::ring::default_provider().install_default();
    let ask = |token: &'static str| reqwest::Client::new().get(&url).bearer_auth(token).send();
    assert_eq!(ask("0123456789abcdeF").await.unwrap().status(), 404);
    let answer = ask("0123456789abcdef").await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.text().await.unwrap().contains("messenger_connections"));
    app.stop.cancel();
    timeout(SOON, running).await.unwrap().unwrap().unwrap();
}

#[tokio::test]
async fn a_taken_port_is_one_clear_line_and_nothing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let error = Server::open(config(&data, &listen), Clock::system()).await.err().unwrap();
    let line = format!("{error:#}");
    assert!(line.contains(&listen) && line.contains("--listen") && !line.contains('\n'), "{line}");
    assert!(!data.exists());
}

#[tokio::test]
async fn a_folder_that_cannot_be_is_one_clear_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = Server::open(config(&file.join("data"), "127.0.0.1:0"), Clock::system()).await.err().unwrap();
    let line = format!("{error:#}");
    assert!(line.contains("--data-dir") && !line.contains('\n'), "{line}");
}
