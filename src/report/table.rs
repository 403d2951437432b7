use comfy_table::{ContentArrangement, Table, presets};

use super::control_characters::printable_line;

/// A table that works without colour and with `awk`: two spaces between columns, no frame.
pub fn table<const N: usize>(
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    table_of(header.to_vec(), rows.into_iter().map(Vec::from))
}

/// The same for columns that are not known beforehand.
pub fn table_of(header: Vec<&str>, rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(header);
    for row in rows {
        // Values come from anywhere, such as the queries of other roles.
        table.add_row(row.iter().map(|cell| printable_line(cell)));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    let lines = table.to_string();
    lines.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
