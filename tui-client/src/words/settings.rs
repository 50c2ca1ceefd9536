//! Settings and the file in which they stand.

words! {
    ValueOn: "on", "вкл";
    ValueOff: "off", "выкл";
    ValueAuto: "auto", "авто";
    ValueDefault: "default", "обычные";
    SetLanguage: "Language", "Язык";
    SetTheme: "Theme", "Тема";
    SetMouse: "Mouse", "Мышь";
    SetProfile: "Keys", "Клавиши";
    SetTyping: "Others see you type", "Видно, что вы печатаете";
    AboutTyping: "Whether others see that you are typing.", "Видно ли другим, что вы печатаете.";
    AboutLanguage: "The language of the interface; \"auto\" is that of the system.", "Язык; \"auto\" — как в системе.";
    AboutTheme: "How it looks; \"auto\" follows the terminal. A file in the folder `themes` beside this one is called by its name.", "Как всё выглядит; \"auto\" — как терминал. Файл из папки themes рядом называют по имени.";
    AboutMouse: "\"off\" leaves the mouse to the terminal.", "\"off\" оставляет мышь терминалу.";
    AboutProfile: "Which keys; \"default\" are those of a shell.", "Какие клавиши; \"default\" — как в оболочке.";
    SetSecrets: "Session kept in", "Где хранить сеанс";
    AboutSecrets: "Where the secret of a session is kept, from the next start on: \"auto\" is the keyring of the desktop when one signs in there, else a file\nthat only you can read. Jobs that run while you are not signed in on the desktop need \"file\".", "Где хранить секрет сеанса, со следующего запуска: \"auto\" — связка ключей, если входят на рабочем столе, иначе файл,\nдоступный только вам. Заданиям, которые идут без вас, нужен \"file\".";
    SetEmoji: "Joined emoji", "Составные эмодзи";
    AboutEmoji: "Emoji that are made of several, like flags and families: \"auto\" draws them where the terminal says that it counts them right\n(mode 2027), else a plain one instead, so that no column shifts; \"whole\" always draws them, \"plain\" never does.", "Эмодзи из нескольких знаков — флаги, семьи: \"auto\" рисует их, если терминал говорит, что считает их верно\n(режим 2027), иначе простые, чтобы столбцы не съезжали; \"whole\" рисует всегда, \"plain\" — никогда.";
    SetLog: "Log", "Журнал";
    AboutLog: "What the client writes down of itself, beside the sessions: \"warn\" what went wrong, \"info\" how the connection was too, \"debug\"\nthe kind of everything that happened. Never a message, a name, an address or a secret.", "Что клиент пишет о себе в журнал рядом с сеансами: \"warn\" — неполадки, \"info\" — ещё и связь, \"debug\" — род\nвсего, что было. Никогда: сообщения, имена, адреса, секреты.";
    AboutChoices: "One of {}.", "Одно из: {}.";
    AboutFile: "Settings of messenger. They hold as soon as this file is saved. The client writes its own page of settings here too\nand leaves everything else as it is. Flags and environment variables go before this file;\n`messenger --check-config` says what is wrong in it.", "Настройки messenger. Действуют, как только файл сохранён. Сюда же пишет и страница настроек клиента,\nостальное она не трогает. Флаги и переменные окружения важнее этого файла;\nчто в нём не так, скажет messenger --check-config.";
    AboutKeys: "Keys of your own, context by context; `messenger --keys` names contexts and actions.\nA chord is keys with spaces between them, \"none\" takes a key its meaning.", "Свои клавиши, место за местом; названия покажет messenger --keys.\nКлавиши подряд пишут через пробел; \"none\" отбирает у клавиши её значение.";
    FileIs: "All this stands in {}", "Всё это записано в {}";
    FileBad: "this cannot be read: {}; nothing of the file holds", "это не прочитать: {}; файл не действует";
    FileValue: "`{}` can be {}", "«{}» может быть {}";
    FileKeys: "keys stand under [keys.{}], each as \"Ctrl+G\" = \"action\"", "клавиши стоят под [keys.{}], каждая как \"Ctrl+G\" = \"action\"";
    FileAction: "after \"{}\" stands the name of an action in quotes, or \"none\"", "после \"{}\" стоит название действия в кавычках или \"none\"";
    FileUnknown: "`{}` is no setting; there are: {}", "«{}» — нет такой настройки; есть: {}";
    FileFine: "{} is fine", "{} в порядке";
    FileUnreadable: "{} cannot be read: {}", "{} не прочитать: {}";
    FileUnwritten: "{} could not be written: {}", "{} не записать: {}";
    NoShell: "No shell waits here to continue the client, so it goes on", "Здесь нет оболочки, которая продолжила бы клиент, поэтому он не остановлен";
    EditorLeft: "The editor did not end well: {}. What it left is here; {} brings back what was before", "Редактор завершился с ошибкой: {}. Здесь то, что он оставил; {} вернёт прежнее";
    EditorFailed: "The editor did not work: {}. What was written is untouched; set EDITOR to another one", "Редактор не сработал: {}. Написанное цело; выберите другой в EDITOR";
}
