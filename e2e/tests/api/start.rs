//! Starting: what is made, what is said, what is refused.

use e2e::{World, stories};

stories! {
    async fn the_first_start_makes_what_it_needs_and_says_where_to_go(world: World) {
        assert!(world.server.log().contains(&world.server.url));
        assert!(world.server.data_dir().join("data").is_dir());
        let (code, said) = world.server.runs(&["migrate", "--check"]);
        assert_eq!(code, 0, "{said}");
    }

    async fn a_taken_port_is_one_clear_line(world: World) {
        let taken = world.server.url.trim_start_matches("http://");
        let (code, said) = world.server.runs(&["serve", "--listen", taken]);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(taken) && said.contains("--listen"), "{said}");
        assert!(!said.contains("panicked"), "{said}");
    }

    async fn a_bad_setting_is_one_clear_line(world: World) {
        let (code, said) = world.server.runs(&["serve", "--listen", "nowhere"]);
        assert!([1, 2].contains(&code), "{code}: {said}");
        assert!(said.contains("nowhere"), "{said}");
        let (code, said) = world.server.runs(&["serve", "--listen", "127.0.0.1:0", "--data-dir", "/proc/nothing"]);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("/proc/nothing"), "{said}");
    }

    async fn rates_that_are_off_are_said_loudly(world: World) {
        let log = world.server.log().to_lowercase();
        assert!(log.contains("rate limits"), "{log}");
    }
}
