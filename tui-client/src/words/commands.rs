//! What only the commands say.

words! {
    NotSignedIn: "Nobody is signed in; sign in with `messenger login`", "Вход не выполнен; войдите: `messenger login`";
    NoSuch: "There is no “{}”.", "«{}» не найдено.";
    TakenWhole: "A title or a name is taken whole, or an id; `messenger list` shows your chats.", "Нужны полное название, полное имя или id; ваши чаты показывает `messenger list`.";
    Quoted: "“{}”", "«{}»";
    DidYouMean: "Did you mean {}?", "Возможно, {}?";
    SeveralFit: "“{}” fits several; choose one by its id:", "«{}» подходит к нескольким; выберите по id:";
    EmptyText: "There is nothing to send", "Нечего отправлять";
    NotText: "What was read is not text (UTF-8)", "Прочитанное — не текст (UTF-8)";
    MaybeSent: "It may have arrived. To try again without sending it twice: --client-id {}", "Возможно, сообщение дошло. Чтобы повторить и не отправить дважды: --client-id {}";
    BadTime: "“{}” is not a time; write 2h, 2026-11-22 or 2026-11-22T15:04:05Z", "«{}» — не время; пишите 2h, 2026-11-22 или 2026-11-22T15:04:05Z";
    NoEmail: "Say which account: --email ADDR", "Укажите аккаунт: --email АДРЕС";
    NoPassword: "There is no terminal to ask for the password; set MESSENGER_PASSWORD or use --password-command", "Нет терминала, чтобы спросить пароль; задайте MESSENGER_PASSWORD или --password-command";
    PasswordOf: "Password of {}: ", "Пароль {}: ";
    SignedIn: "Signed in as {} ({}) at {}", "Вы вошли как {} ({}) на {}";
    KeptIn: "The session is kept in {}, in files that only you can read", "Сеанс хранится в {}, в файлах, доступных только вам";
    KeptInKeyring: "The secret of the session is kept in your keyring, the rest in {}", "Секрет сеанса хранится в связке ключей, остальное — в {}";
    SignedOut: "Signed out: {}", "Выход выполнен: {}";
    SignedOutHere: "Signed out here; the server could not be told, and the session ends there by itself: {}", "Выход выполнен здесь; серверу сообщить не удалось, там сеанс закончится сам: {}";
    DeviceSignedOut: "That device is signed out", "Сеанс на том устройстве завершён";
    ThisDevice: "this device", "это устройство";
    LastUsed: "last used", "последний";
    NoSuchCommand: "There is no command “{}”", "Нет команды «{}»";
}
