//! The names of months.

use super::Lang;

const EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// As they stand after a day.
const RU: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

impl Lang {
    /// A month as it stands after a day: 1 is January.
    pub fn month(self, month: usize) -> &'static str {
        let months = match self {
            Self::En => &EN,
            Self::Ru => &RU,
        };
        months.get(month.saturating_sub(1)).copied().unwrap_or_default()
    }
}
