use std::{collections::HashMap, io::Write};

use super::{layers::merge, *};

fn with(values: &[(&str, &str)]) -> Result<Config, BadSetting> {
    let values: HashMap<_, _> = values.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    merge(&Flags::default(), |name| values.get(name).cloned())
}

fn source<'a>(config: &'a Config, name: &str) -> &'a Source {
    &config.rows().iter().find(|row| row.name == name).unwrap().source
}

#[test]
fn needs_nothing() {
    let config = Config::defaults().unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8000");
    assert_eq!(config.access_ttl, Duration::from_mins(15));
    assert_eq!(config.refresh_ttl, Duration::from_hours(24 * 7));
    assert_eq!(config.database().reveal(), "sqlite:./data/messenger.db");
    assert!(!config.secure());
    assert!(config.rows().iter().all(|row| row.source == Source::Default));
}

#[test]
fn a_flag_beats_the_environment_beats_the_file() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "listen = '0.0.0.0:1'\ndemo = true\ntrusted_proxies = ['10.0.0.1', '::1']").unwrap();
    writeln!(file, "access_ttl = '1h'\nmax_connections = 7").unwrap();
    let mut flags = Flags { file: Some(file.path().into()), ..Flags::default() };
    flags.values.insert("listen", "0.0.0.0:3".into());
    let environment = |name: &str| match name {
        "MESSENGER_LISTEN" => Some("0.0.0.0:2".into()),
        "MESSENGER_ACCESS_TTL" => Some("2h".into()),
        "DATABASE_URL" => Some("postgres://me:pw@db/chat".into()),
        _ => None,
    };
    let config = merge(&flags, environment).unwrap();
    assert_eq!(config.listen.port(), 3);
    assert_eq!(config.access_ttl, Duration::from_hours(2));
    assert_eq!((config.trusted_proxies.len(), config.max_connections), (2, 7));
    assert!(config.demo.is_on());
    assert_eq!(*source(&config, "listen"), Source::Flag);
    assert_eq!(*source(&config, "access_ttl"), Source::Environment("MESSENGER_ACCESS_TTL".into()));
    assert_eq!(*source(&config, "demo"), Source::File(file.path().into()));
    assert_eq!(*source(&config, "database_url"), Source::Environment("DATABASE_URL".into()));
    assert!(!format!("{config:?}").contains("pw@"));
}

#[test]
fn a_bad_value_is_named_with_its_source_and_what_to_write() {
    let table = [
        (
            "MESSENGER_LISTEN",
            "8000",
            "setting listen = \"8000\" (MESSENGER_LISTEN): give an address and a port, such as 127.0.0.1:8000",
        ),
        ("MESSENGER_DEMO", "perhaps", "setting demo = \"perhaps\" (MESSENGER_DEMO): say on or off"),
        (
            "DATABASE_URL",
            "mysql://x:y@z/",
            "setting database_url = \"(hidden)\" (DATABASE_URL): give sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME",
        ),
        (
            "NATS_URL",
            "nats://one:4222,two:4222",
            "setting nats_url = \"(hidden)\" (NATS_URL): give nats://HOST:4222, nats://USER:PASSWORD@HOST or tls://HOST, several with commas between them",
        ),
        (
            "MESSENGER_PUBLIC_URL",
            "https://x.example/chat",
            "setting public_url = \"https://x.example/chat\" (MESSENGER_PUBLIC_URL): the address must have no path",
        ),
    ];
    for (name, value, line) in table {
        assert_eq!(with(&[(name, value)]).unwrap_err().to_string(), line);
    }
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "lisen = 'x'").unwrap();
    let flags = Flags { file: Some(file.path().into()), ..Flags::default() };
    let line = merge(&flags, |_| None).unwrap_err().to_string();
    assert!(line.contains("there is no setting lisen"), "{line}");
}

#[test]
fn d9_a_known_or_short_secret_is_refused_and_never_shown() {
    let zeros = "0".repeat(64);
    for value in ["secret", "changeme", "correct horse", "my-changeme-which-is-very-long-indeed-yes", &zeros]
    {
        let line = with(&[("MESSENGER_SECRET", value)]).unwrap_err().to_string();
        assert!(line.contains("openssl rand -hex 32"), "{line}");
        assert!(!line.contains(value) || value == "secret", "{line}");
    }
    assert!(with(&[("MESSENGER_SECRET", "f3a1c9e07b5d42688e11f0a4b7c2d935")]).is_ok());
}

#[test]
fn the_public_url_is_an_origin_as_a_browser_writes_it() {
    let origin = |text: &str| text.parse::<Origin>().map(|origin| origin.as_str().to_owned());
    assert_eq!(origin("https://Chat.Example:443/").unwrap(), "https://chat.example");
    assert_eq!(origin("http://localhost:8000").unwrap(), "http://localhost:8000");
    assert!(with(&[("MESSENGER_PUBLIC_URL", "https://chat.example")]).unwrap().secure());
    for bad in ["chat.example", "ftp://x", "https://a@b", "https://", "https://x?y"] {
        assert!(origin(bad).is_err(), "{bad}");
    }
}
