//! The pages as a person sees them: a headless Chromium with a profile of its own, driven by WebDriver (W3C).

mod driver;

use std::time::{Duration, Instant};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use self::driver::Driver;
use crate::PATIENCE;

/// One person's browser. It closes with this value.
pub struct Browser {
    driver: Driver,
    url: String,
}

impl Browser {
    /// Opens a browser; `None`, loudly, where there is none and this is not CI.
    pub async fn open(url: &str, language: &str) -> Option<Self> {
        let browser = Self { driver: Driver::start(language).await?, url: url.to_owned() };
        browser.is_looked_at().await;
        Some(browser)
    }

    /// Closes the tab, and opens another, empty one.
    pub async fn begins_anew(&self) -> &Self {
        let tab = self.driver.post("window/new", json!({ "type": "tab" })).await["handle"].take();
        self.driver.delete("window").await;
        self.driver.post("window", json!({ "handle": tab })).await;
        self.is_looked_at().await;
        self
    }

    /// Whatever it asks for takes that long to come, in milliseconds.
    pub async fn has_a_slow_line(&self, latency: u32) -> &Self {
        self.tells_chromium("Network.enable", json!({})).await;
        let line =
            json!({ "offline": false, "latency": latency, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.tells_chromium("Network.emulateNetworkConditions", line).await;
        self
    }

    /// Goes to a page of the server.
    pub async fn goes_to(&self, path: &str) -> &Self {
        self.driver.post("url", json!({ "url": format!("{}{path}", self.url) })).await;
        self
    }

    /// The path of the page that is open.
    pub async fn path(&self) -> String {
        self.runs("return location.pathname").await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the page with that path is open.
    pub async fn is_at(&self, path: &str) -> &Self {
        self.waits(path, "return location.pathname.startsWith(arguments[0])", json!([path])).await;
        self
    }

    /// Waits until an element is shown that has this text in it.
    pub async fn sees(&self, css: &str, text: &str) -> &Self {
        let shown = "return [...document.querySelectorAll(arguments[0])].some(found => \
                     found.checkVisibility() && found.textContent.includes(arguments[1]))";
        self.waits(&format!("{css} with “{text}”"), shown, json!([css, text])).await;
        self
    }

    /// Waits until no such element is shown.
    pub async fn sees_no(&self, css: &str) -> &Self {
        let gone =
            "return ![...document.querySelectorAll(arguments[0])].some(found => found.checkVisibility())";
        self.waits(&format!("no {css}"), gone, json!([css])).await;
        self
    }

    /// Its screen has this size, in pixels of the page.
    pub async fn is_sized(&self, width: u32, height: u32) -> &Self {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.tells_chromium("Emulation.setDeviceMetricsOverride", size).await;
        self
    }

    /// Its person likes pages dark.
    pub async fn likes_it_dark(&self) -> &Self {
        let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
        self.tells_chromium("Emulation.setEmulatedMedia", dark).await;
        self
    }

    /// What is on the page, as a PNG.
    pub async fn picture(&self) -> Vec<u8> {
        let encoded = self.driver.get("screenshot").await;
        STANDARD.decode(encoded.as_str().unwrap_or_default()).unwrap()
    }

    /// Clicks on an element, once it is there.
    pub async fn clicks(&self, css: &str) -> &Self {
        let element = self.element(css).await;
        self.driver.post(&format!("element/{element}/click"), json!({})).await;
        self
    }

    /// Types into an element, once it is there.
    pub async fn types(&self, css: &str, text: &str) -> &Self {
        let element = self.element(css).await;
        self.driver.post(&format!("element/{element}/value"), json!({ "text": text })).await;
        self
    }

    /// Types into an element and presses Enter.
    pub async fn enters(&self, css: &str, text: &str) -> &Self {
        self.types(css, &format!("{text}\u{e007}")).await
    }

    /// Runs a script in the page; what it returns.
    pub async fn runs(&self, script: &str) -> Value {
        self.driver.post("execute/sync", json!({ "script": script, "args": [] })).await
    }

    /// How many elements there are.
    pub async fn counts(&self, css: &str) -> u64 {
        let script = format!("return document.querySelectorAll({}).length", json!(css));
        self.runs(&script).await.as_u64().unwrap_or_default()
    }

    /// What the browser complains about since it was last asked: scripts that fail, what the page's policy forbids.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.driver.post("se/log", json!({ "type": "browser" })).await;
        let lines = log.as_array().cloned().unwrap_or_default();
        lines
            .iter()
            .filter(|line| line["level"] == "SEVERE")
            .map(|line| line["message"].to_string())
            .collect()
    }

    // Whatever the window system of this machine makes of several windows at once.
    async fn is_looked_at(&self) {
        self.tells_chromium("Emulation.setFocusEmulationEnabled", json!({ "enabled": true })).await;
    }

    /// A command of the `DevTools`, for what WebDriver has no word for.
    async fn tells_chromium(&self, command: &str, parameters: Value) {
        let wish = json!({ "cmd": command, "params": parameters });
        self.driver.post("goog/cdp/execute", wish).await;
    }

    async fn element(&self, css: &str) -> String {
        self.sees(css, "").await;
        let found = self.driver.post("element", json!({ "using": "css selector", "value": css })).await;
        found.as_object().and_then(|keys| keys.values().next()).and_then(Value::as_str).unwrap().to_owned()
    }

    async fn waits(&self, what: &str, script: &str, args: Value) {
        let deadline = Instant::now() + PATIENCE;
        let body = json!({ "script": script, "args": args });
        while self.driver.post("execute/sync", body.clone()).await != json!(true) {
            if Instant::now() >= deadline {
                let page = self.runs("return location.href + '\\n' + document.body.innerText").await;
                panic!("{what} does not come; the page:\n{}", page.as_str().unwrap_or_default());
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }
}
