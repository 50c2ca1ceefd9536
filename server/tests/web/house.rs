//! A whole server on a port and a database of its own.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use protocol::Timestamp;
use server::{app::App, boot::Server, clock::Clock, config::Config};
use tempfile::TempDir;

use crate::browser::Browser;

pub(crate) struct House {
    pub(crate) app: Arc<App>,
    pub(crate) clock: Clock,
    address: SocketAddr,
    _folder: TempDir,
}

impl House {
    pub(crate) async fn open() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = tempfile::tempdir().unwrap();
        let settings = [
            ("listen", "127.0.0.1:0"),
            ("data_dir", folder.path().to_str().unwrap()),
            ("rate_limits", "off"),
        ];
        let config = settings
            .into_iter()
            .fold(Config::defaults().unwrap(), |config, (name, value)| config.with(name, value).unwrap());
        let clock = Clock::stopped(Timestamp::from_millis(1_767_182_400_000));
        let server = Server::open(config, clock.clone()).await.unwrap();
        let (app, address) = (Arc::clone(&server.app), server.address().unwrap());
        tokio::spawn(server.run());
        Self { app, clock, address, _folder: folder }
    }

    /// A browser that nobody has used yet.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(format!("http://{}", self.address))
    }

    /// The browser of a new person, who has just logged in.
    pub(crate) async fn person(&self, name: &str, email: &str) -> Browser {
        let browser = self.browser();
        let page = browser.sends("/api/v1/users/register", &registration(name, email)).await;
        assert_eq!(page.path, "/login", "{}", page.html);
        let page = browser.sends("/api/v1/auth/login", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!((page.status, page.path.as_str()), (200, "/messenger"));
        browser
    }

    pub(crate) fn later(&self, minutes: u64) {
        self.clock.advance(Duration::from_secs(minutes * 60));
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.app.stop.cancel();
    }
}

pub(crate) const PASSWORD: &str = "correct horse";

pub(crate) const fn registration<'a>(name: &'a str, email: &'a str) -> [(&'static str, &'a str); 3] {
    [("name", name), ("email", email), ("password", PASSWORD)]
}
