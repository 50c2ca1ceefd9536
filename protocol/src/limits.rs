//! Lengths, counts and times that both sides obey.

use std::time::Duration;

/// Characters in a message.
pub const TEXT_CHARS: usize = 4_000;
/// Lines in a message: what a screen can be asked to show.
pub const TEXT_LINES: usize = 500;
/// Characters in a person's, chat's or group's name, after trimming.
pub const NAME_CHARS: usize = 50;
/// Bytes in an e-mail address (RFC 5321, 4.5.3.1.3: 256 with the angle brackets).
pub const EMAIL_BYTES: usize = 254;
/// Bytes in a password, at least: NIST SP 800-63B, 5.1.1.2.
pub const PASSWORD_MIN_BYTES: usize = 8;
/// Bytes in a password, at most: bounds what the server is asked to hash.
pub const PASSWORD_MAX_BYTES: usize = 256;
/// People who can be named at once when a conversation is made.
pub const PARTICIPANTS: usize = 500;
/// Characters in a search for people or groups.
pub const QUERY_CHARS: usize = 100;

/// A message can be edited by its author for this long.
pub const EDIT_WITHIN: Duration = Duration::from_hours(48);
/// Different signs that a message can bear.
pub const REACTIONS: usize = 20;
/// Signs that one person can put to a message.
pub const REACTIONS_OF_ONE: usize = 3;
/// Bytes in the emoji of a reaction: the longest family has 25, the longest flag 28.
pub const EMOJI_BYTES: usize = 40;
/// People who can be called by name in a message.
pub const MENTIONS: usize = 50;
/// Characters of an answered message that the answer shows.
pub const QUOTE_CHARS: usize = 200;

/// Characters in a search among messages.
pub const SEARCH_CHARS: usize = 200;
/// Words in a search among messages; those beyond it are left out.
pub const SEARCH_WORDS: usize = 10;
/// Letters that make the beginning of a word: one alone is a word.
pub const SEARCH_BEGINNING: usize = 2;
/// Hits on a page, when nothing else is asked for.
pub const SEARCH_PAGE: u32 = 20;
/// Hits on a page, at most; a larger wish gets this many.
pub const SEARCH_PAGE_MAX: u32 = 50;
/// Characters of a message that a hit shows.
pub const SNIPPET_CHARS: usize = 160;

/// Items on a page of history, when nothing else is asked for.
pub const PAGE_DEFAULT: u32 = 50;
/// Items on a page of history, at most; a larger wish gets this many.
pub const PAGE_MAX: u32 = 200;
/// Changes in one answer to a sync.
pub const SYNC_PAGE: u32 = 200;
/// A client further behind than this many versions gets the newest page instead of every change.
pub const SYNC_RESET: i64 = 1_000;

/// Bytes in the body of a request.
pub const BODY_BYTES: usize = 64 * 1024;
/// Bytes in a frame of a socket.
pub const FRAME_BYTES: usize = 64 * 1024;
/// Frames a socket may send in a minute, sustained and as a burst.
pub const FRAMES_PER_MINUTE: u32 = 120;
/// Frames that cannot be understood before the socket is closed.
pub const BAD_FRAMES: u32 = 10;
/// Open sockets of one user; one more closes the oldest.
pub const SOCKETS_PER_USER: usize = 10;

/// While a person types, the others are told this often.
pub const TYPING_EVERY: Duration = Duration::from_secs(3);
/// What was told stays on the screen this long.
pub const TYPING_SHOWN: Duration = Duration::from_secs(5);
/// Somebody whose last socket has closed counts as here for this long: a reconnect is not worth a word.
pub const PRESENCE_GRACE: Duration = Duration::from_secs(10);
/// When somebody was here last is told no more exactly than this.
pub const LAST_SEEN_STEP: Duration = Duration::from_mins(1);
/// The server pings an idle socket this often.
pub const PING_EVERY: Duration = Duration::from_secs(25);
/// ... and closes it when nothing comes back for this long.
pub const PONG_WITHIN: Duration = Duration::from_secs(10);
/// So long before its access token runs out a socket is asked for another one, or a quarter of the token's life when that
/// is less.
pub const REAUTH_BEFORE: Duration = Duration::from_mins(1);
/// A gap in the versions may close by itself for this long; then it is asked for.
pub const GAP_WAIT: Duration = Duration::from_millis(500);
