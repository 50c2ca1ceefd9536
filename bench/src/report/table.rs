//! The figures as a table of a Markdown page, between two marks, so that the words around it are kept.

use super::{
    Report,
    figure::{Figure, number},
    print::{goals, verdict},
};
use crate::{data::Database, machine::About, program};

const EMPTY: &str = "# Performance\n";

/// The marks between which the table of a database stands: each has its own.
fn marks(database: &str) -> [String; 2] {
    let of = if database == Database::Sqlite.name() { String::new() } else { format!(" {database}") };
    ["begin", "end"].map(|which| format!("<!-- bench{of}: {which} -->"))
}

/// What stands between the marks: the command, the machine, the rows, the notes.
pub(crate) fn page(report: &Report, about: &About, database: &str, pinning: &str) -> String {
    let About { machine, kernel, commit, date } = about;
    let command: Vec<String> = std::env::args().skip(1).map(hidden).collect();
    let head = format!("    cargo run --profile {} -p bench -- {}", program::profile(), command.join(" "));
    let place = format!("{machine}, {kernel}, {database}; {pinning}. Commit {commit}, {date}.");
    let table = rows(&report.figures).trim_end().to_owned();
    let parts: Vec<String> = [head, place, table].into_iter().chain(report.remarks()).collect();
    parts.join("\n\n")
}

/// An address of a database may hold a password.
fn hidden(argument: String) -> String {
    match argument.split_once("://") {
        Some((scheme, _)) => format!("{scheme}://…"),
        None => argument,
    }
}

/// One row a figure.
fn rows(figures: &[Figure]) -> String {
    let head =
        "| figure | ours | baseline | ratio | goal | reached |\n| --- | ---: | ---: | ---: | --- | --- |\n";
    figures.iter().map(row).fold(head.to_owned(), |table, row| table + &row)
}

fn row(figure: &Figure) -> String {
    let baseline = figure
        .baseline
        .as_ref()
        .map(|baseline| format!("{} ({})", number(baseline.value), baseline.name))
        .unwrap_or_default();
    let ratio = figure.ratio.map(|ratio| format!("{ratio:.2}×")).unwrap_or_default();
    format!(
        "| {} | {} {} | {baseline} | {ratio} | {} | {} |\n",
        figure.name,
        number(figure.value),
        figure.unit,
        goals(figure),
        verdict(figure).unwrap_or_default()
    )
}

/// The page with what is between the marks of that database replaced; a page without marks gets them at its end, and
/// none is made.
pub(crate) fn into_page(page: Option<&str>, database: &str, content: &str) -> String {
    let page = page.unwrap_or(EMPTY);
    let content = content.trim();
    let [begin, end] = marks(database);
    let split = page.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    match split {
        Some((before, after)) => format!("{before}{begin}\n\n{content}\n\n{end}{after}"),
        None => format!("{}\n\n{begin}\n\n{content}\n\n{end}\n", page.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::figure::Bound, *};

    #[test]
    fn a_row_says_what_was_reached() {
        let figure = Figure::new("deliveries/s, 100 listeners", "/s", 600_000.0)
            .beside("bare relay", 1_200_000.0)
            .least([Bound::ratio(0.5)])
            .aim([Bound::ratio(0.8)]);
        assert_eq!(
            row(&figure),
            "| deliveries/s, 100 listeners | 600,000 /s | 1,200,000 (bare relay) | 0.50× | ≥ 0.5× (aim ≥ 0.8×) | reached |\n"
        );
        assert!(rows(&[figure]).lines().count() == 3);
    }

    #[test]
    fn what_stands_around_the_marks_is_kept() {
        let [begin, end] = marks("SQLite");
        let page = format!("# Title\n\nWords.\n\n{begin}\nold\n{end}\n\nMore words.\n");
        let renewed = into_page(Some(&page), "SQLite", "new\n");
        assert_eq!(renewed, format!("# Title\n\nWords.\n\n{begin}\n\nnew\n\n{end}\n\nMore words.\n"));
        assert_eq!(into_page(Some(&renewed), "SQLite", "new"), renewed, "twice is once");
        assert!(into_page(Some("No marks.\n"), "SQLite", "new").starts_with("No marks.\n\n<!-- bench"));
        assert!(into_page(None, "SQLite", "new").contains("\n\nnew\n\n"));
    }

    #[test]
    fn each_database_has_a_table_of_its_own() {
        let page = into_page(Some("Words.\n"), "SQLite", "one");
        let both = into_page(Some(&page), "PostgreSQL", "other");
        let renewed = into_page(Some(&both), "SQLite", "two");
        assert!(
            renewed.contains("two") && renewed.contains("other") && !renewed.contains("one"),
            "{renewed}"
        );
        assert!(renewed.contains("<!-- bench PostgreSQL: begin -->"));
    }
}
