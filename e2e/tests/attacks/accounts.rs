//! D: guessing and overfeeding.

use std::time::{Duration, Instant};

use e2e::{Options, PATIENCE, World, stories};
use protocol::route;
use serde_json::{Value, json};

/// The time of one request, at best: what an attacker on a quiet network sees.
async fn time_of(world: &World, path: &str, body: &Value) -> Duration {
    let started = Instant::now();
    world.stranger().post(path, body).await;
    started.elapsed()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64()
}

stories! {
    async fn d1_known_and_unknown_take_as_long(world: World) {
        let alice = world.person("Alice").await;
        let known = json!({ "email": alice.email(), "password": "a guess" });
        let unknown = json!({ "email": "nobody@example.com", "password": "a guess" });
        let (mut of_known, mut of_unknown) = (Vec::new(), Vec::new());
        for _ in 0..40 {
            // In turns, so that both feel the same weather.
            of_known.push(time_of(&world, route::LOGIN, &known).await);
            of_unknown.push(time_of(&world, route::LOGIN, &unknown).await);
        }
        let (known, unknown) = (median(of_known), median(of_unknown));
        let ratio = known / unknown;
        // A machine that is busy with other tests is noisier than the 5 % that an idle one shows; a hash left out would be 10 ×.
        assert!((0.5..2.0).contains(&ratio), "known {known:.4} s, unknown {unknown:.4} s");
    }

    async fn d4_a_password_that_cannot_be_is_not_hashed(world: World) {
        let alice = world.person("Alice").await;
        let stranger = world.stranger();
        for (password, status) in [
            ("x".repeat(10_000_000), 413), ("x".repeat(257), 422), (String::new(), 422), ("nul\0in the middle".into(), 422),
        ] {
            let account = json!({ "name": "Eve", "email": "eve@example.com", "password": password });
            let started = Instant::now();
            let reply = stranger.post(route::REGISTER, &account).await;
            assert_eq!(reply.status, status, "{} bytes: {reply:#?}", password.len());
            assert!(started.elapsed() < PATIENCE);
        }
        let huge = json!({ "email": alice.email(), "password": "x".repeat(10_000_000) });
        stranger.post(route::LOGIN, &huge).await.refuses(413);
        let longest = json!({ "name": "Eve", "email": "eve@example.com", "password": "x".repeat(256) });
        stranger.post(route::REGISTER, &longest).await.is(201);
    }

    async fn d16_what_is_for_demos_is_not_there(world: World) {
        let alice = world.person("Alice").await;
        let missing = alice.post("/api/v1/test/nothing", &json!({})).await;
        missing.refuses(404);
        alice.post(route::TEST_DATA, &json!({})).await.is_the_same_as(&missing);
        for path in ["/debug", "/api/v1/debug", "/debug/pprof", "/.env", "/.git/config"] {
            alice.get(path).await.refuses(404);
        }
        let demo = json!({ "email": "a@example.com", "password": "pass1" });
        world.stranger().post(route::LOGIN, &demo).await.refuses(401);
    }

    async fn d9_a_secret_that_is_known_or_short_is_refused(world: World) {
        for secret in ["secret", "short", "changeme", "0123456789abcdef"] {
            let serve = ["serve", "--listen", "127.0.0.1:0"];
            let (code, said) = world.server.runs_with(&serve, &[("MESSENGER_SECRET", secret)]);
            assert_eq!(code, 1, "{secret:?}: {said}");
            assert!(said.to_lowercase().contains("secret") && !said.contains("panicked"), "{secret:?}: {said}");
        }
    }

    async fn d9_a_secret_is_made_at_the_first_start_for_the_owner_only(world: World) {
        let made = files(&world.server.data_dir().join("data")).into_iter().find(|path| path.to_string_lossy().contains("secret"));
        let made = made.expect("a file with the secret");
        assert_eq!(mode(&made) & 0o777, 0o600);
        assert_eq!(mode(&world.server.data_dir().join("data")) & 0o077, 0, "the folder is the owner's too");
        let secret = std::fs::read(&made).expect("the secret");
        assert!(secret.len() >= 32);
    }
}

fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    std::fs::read_dir(folder).expect("the data folder").map(|entry| entry.expect("a file").path()).collect()
}

fn mode(path: &std::path::Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).expect("it is there").permissions().mode()
}

/// With the limits on.
mod limited {
    use super::*;

    stories! {
        #![options = Options::env(&[("MESSENGER_RATE_LIMITS", "on")])]

        async fn d2_guessing_is_slowed_down(world: World) {
            let alice = world.person("Alice").await;
            let guess = json!({ "email": alice.email(), "password": "a guess" });
            let stranger = world.stranger();
            for _ in 0..30 {
                let reply = stranger.post(route::LOGIN, &guess).await;
                if reply.status == 429 {
                    reply.refuses(429);
                    assert!(reply.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0), "{reply:#?}");
                    return;
                }
                reply.refuses(401);
            }
            panic!("thirty guesses, and nobody minds");
        }
    }
}
