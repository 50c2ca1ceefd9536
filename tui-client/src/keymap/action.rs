//! What keys can do: what the code calls it, what the file of settings calls it, and how it is said.

use crate::words::Word;

macro_rules! actions {
    ($enum:ident, $doc:literal, [$($extra:tt)*], $($variant:ident $name:literal $word:ident $($short:ident)?;)*) => {
        #[doc = $doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each is described by its word")]
        pub enum $enum { $($variant,)* $($extra)* }

        impl $enum {
            const PLAIN: &[(Self, &'static str, Word, Option<Word>)] =
                &[$((Self::$variant, $name, Word::$word, actions!(@short $($short)?))),*];
        }
    };
    (@short) => { None };
    (@short $short:ident) => { Some(Word::$short) };
}

actions! {
    Action, "Something a key can do.", [Edit(Edit),],
    Quit "quit" DoQuit;
    Help "help" DoHelp BriefHelp;
    Redraw "redraw" DoRedraw;
    Suspend "suspend" DoSuspend;
    Close "close" DoClose;
    NewChat "new-chat" DoNewChat BriefNewChat;
    NewGroup "new-group" DoNewGroup BriefNewGroup;
    Browse "browse-groups" DoBrowse BriefBrowse;
    Reconnect "reconnect" DoReconnect;
    Search "search" DoSearch;
    FindHere "find-here" DoFindHere;
    JumpBack "jump-back" DoJumpBack BriefJumpBack;
    Leave "leave" DoLeave;
    SwitchAccount "switch-account" DoSwitchAccount;
    Lock "lock" DoLock;
    Leftovers "left-over" DoLeftovers;
    SignOut "sign-out" DoSignOut;
    NextChat "next-chat" DoNextChat;
    PreviousChat "previous-chat" DoPreviousChat;
    NextUnread "next-unread" DoNextUnread;
    Up "up" DoUp;
    Down "down" DoDown;
    PageUp "page-up" DoPageUp;
    PageDown "page-down" DoPageDown;
    First "first" DoFirst;
    Last "last" DoLast;
    Open "open" DoOpen;
    SwitchPane "other-pane" DoPane;
    Send "send" DoSend;
    Newline "newline" DoNewline;
    Older "older-text" DoOlder;
    Newer "newer-text" DoNewer;
    Palette "palette" DoPalette BriefGoTo;
    Accept "accept" DoAccept;
    OpenEditor "open-editor" DoOpenEditor;
    Settings "settings" DoSettings;
    NextValue "next-value" DoNextValue;
    PreviousValue "previous-value" DoPreviousValue;
    NormalMode "normal-mode" DoNormalMode;
    InsertHere "insert" DoInsertHere;
    InsertAfter "insert-after" DoInsertAfter;
    InsertStart "insert-at-start" DoInsertStart;
    InsertEnd "insert-at-end" DoInsertEnd;
    OpenBelow "open-below" DoOpenBelow;
    OpenAbove "open-above" DoOpenAbove;
    ChangeWord "change-word" DoChangeWord;
    ChangeLine "change-line" DoChangeLine;
    ChangeToEnd "change-to-end" DoChangeToEnd;
    ToList "to-list" DoToList BriefToList;
    LineUp "line-up" DoLineUp;
    LineDown "line-down" DoLineDown;
    ScrollUp "scroll-up" DoScrollUp;
    ScrollDown "scroll-down" DoScrollDown;
    Oldest "oldest-message" DoOldest;
    Newest "newest-message" DoNewest;
    FirstUnread "first-unread" DoFirstUnread;
    PickMessage "pick-message" DoPickMessage BriefPick;
    CopyText "copy" DoCopyText DoCopyText;
    OpenLink "open-link" DoOpenLink;
    Members "members" DoMembers;
    WriteTo "write-to" DoWriteTo;
    AddMember "add-member" DoAddMember;
    ChangeRole "change-role" DoChangeRole;
    HandOver "hand-over" DoHandOver;
    RemoveMember "remove-member" DoRemoveMember;
    Rename "rename" DoRename;
    Reply "reply" DoReply;
    Forward "forward" DoForward;
    ChangeMessage "edit" DoChangeMessage;
    ChangeLast "edit-last" DoChangeLast;
    DeleteMessage "delete" DoDeleteMessage;
    React "react" DoReact;
    GoToQuoted "go-to-quoted" DoGoToQuoted;
    Menu "menu" DoMenu BriefMenu;
    NoPurpose "no-reply" DoNoPurpose;
    WhoRead "who-read" DoWhoRead;
    MarkUnread "mark-unread" DoMarkUnread;
    Explore "explore" DoExplore;
    Tour "tour" DoTour;
    Mute "mute" DoMute;
    Pin "pin" DoPin;
    Bare "bare-view" DoBare;
    ShowPresence "show-presence" DoShowPresence;
    Retry "retry" DoRetry;
    EditRefused "edit-refused" DoEditRefused;
    Discard "discard-refused" DoDiscard;
    NextField "next-field" DoNextField;
    PreviousField "previous-field" DoPreviousField;
    Submit "submit" DoSubmit;
    ToggleRegister "toggle-register" DoToggleRegister;
    Choose "choose" DoChoose;
    Yes "yes" DoYes;
    No "no" DoNo;
}

actions! {
    Edit, "What an editing key does to a text.", [],
    Left "cursor-left" DoLeft;
    Right "cursor-right" DoRight;
    WordLeft "word-left" DoWordLeft;
    WordRight "word-right" DoWordRight;
    LineStart "line-start" DoLineStart;
    LineEnd "line-end" DoLineEnd;
    Backspace "delete-left" DoBackspace;
    Delete "delete-right" DoDelete;
    DeleteWord "cut-word-left" DoDeleteWord;
    KillToStart "cut-to-start" DoKillToStart;
    KillToEnd "cut-to-end" DoKillToEnd;
    Yank "paste-cut" DoYank;
    YankOlder "paste-older-cut" DoYankOlder;
    NextWord "next-word" DoNextWord;
    TextStart "text-start" DoTextStart;
    TextEnd "text-end" DoTextEnd;
    DeleteWordRight "cut-word-right" DoDeleteWordRight;
    KillLine "cut-line" DoKillLine;
    Undo "undo" DoUndo;
    Redo "redo" DoRedo;
}

impl Edit {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::PLAIN.iter().map(|row| row.0)
    }
}

impl Action {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::rows().map(|row| row.0)
    }

    /// It goes between writing and the normal mode of the vim profile, and has no use elsewhere.
    pub const fn is_modal(self) -> bool {
        matches!(
            self,
            Self::NormalMode
                | Self::InsertHere
                | Self::InsertAfter
                | Self::InsertStart
                | Self::InsertEnd
                | Self::OpenBelow
                | Self::OpenAbove
                | Self::ChangeWord
                | Self::ChangeLine
                | Self::ChangeToEnd
        )
    }

    /// What the file of settings calls it.
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.1)
    }

    /// That of a name in the file of settings.
    pub fn named(name: &str) -> Option<Self> {
        Self::rows().find(|row| row.1 == name).map(|row| row.0)
    }

    /// How it is said.
    pub fn word(self) -> Word {
        self.row().map_or(Word::DoHelp, |row| row.2)
    }

    /// How it is said where there is little room.
    pub fn short(self) -> Word {
        self.row().and_then(|row| row.3).unwrap_or_else(|| self.word())
    }

    fn row(self) -> Option<(Self, &'static str, Word, Option<Word>)> {
        Self::rows().find(|row| row.0 == self)
    }

    fn rows() -> impl Iterator<Item = (Self, &'static str, Word, Option<Word>)> {
        let edits =
            Edit::PLAIN.iter().map(|(edit, name, word, short)| (Self::Edit(*edit), *name, *word, *short));
        Self::PLAIN.iter().copied().chain(edits)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_action_has_a_name_of_its_own() {
        let names: HashSet<&str> = Action::all().map(Action::name).collect();
        assert_eq!(names.len(), Action::all().count());
        assert!(Action::all().all(|action| Action::named(action.name()) == Some(action)));
        assert!(names.iter().all(|name| !name.is_empty() && *name != "none"));
    }
}
