//! Why the server closes a socket: the codes of the close frame (RFC 6455, 7.4; 4000–4999 are ours).

/// The server stops or restarts: come back soon.
pub const RESTART: u16 = 1012;
/// The client did not read fast enough: come back and sync.
pub const RESYNC: u16 = 4000;
/// The session was ended or has expired: sign in again.
pub const SESSION_ENDED: u16 = 4001;
/// The user opened more sockets than [`SOCKETS_PER_USER`](crate::limits::SOCKETS_PER_USER): this was the oldest.
pub const REPLACED: u16 = 4002;
/// The user is no longer a member of the conversation that this socket of v1 was about.
pub const NOT_A_MEMBER: u16 = 4003;
/// The access token has run out and no other one was given: renew it and come back.
pub const EXPIRED: u16 = 4004;
/// More frames than [`FRAMES_PER_MINUTE`](crate::limits::FRAMES_PER_MINUTE): slow down.
pub const RATE: u16 = 4008;
/// Nothing came back for a ping.
pub const SILENT: u16 = 4009;
