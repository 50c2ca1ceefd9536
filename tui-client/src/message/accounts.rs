//! What happens to the accounts of this device, and to the lock of the screen.

use protocol::ConversationId;

use super::Net;
use crate::model::{Listed, Login};

/// News of the accounts of this device.
#[derive(Clone, Debug)]
pub enum AccountNews {
    /// These are there.
    Known(Vec<Listed>),
    /// These are listened to while they are not shown.
    Watched(Vec<Login>),
    /// This one is used from now on, or one that is still to sign in.
    Opening(Option<Login>),
    /// This one has to sign in again.
    SignInAgain(Login),
    /// The one that was chosen cannot be used, for this reason.
    Refused(String),
}

/// News of an account that is not shown.
#[derive(Clone, Debug)]
pub enum OtherNews {
    /// Of its server, and of the way to it.
    Net(Net),
    /// How it is with it on this device now.
    Looked(Look),
}

/// How it is on this device with an account that is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Another process tells of it.
    pub elsewhere: bool,
    /// Its screen is locked.
    pub shut: bool,
    /// Which the user wants muted, or no more, without the server knowing of it, if that can be known.
    pub muted: Option<Vec<(ConversationId, bool)>>,
}

/// News of the lock of the screen.
#[derive(Clone, Debug)]
pub enum LockNews {
    /// It is locked.
    Shut,
    /// There is no passphrase to open it again.
    NoPassphrase {
        /// Nobody has asked for it to be locked.
        by_itself: bool,
    },
    /// The passphrase was right.
    Opened,
    /// It was not.
    Wrong,
    /// The passphrase could not be kept.
    Failed(String),
}
