use std::path::Path;

use super::judge::judge;

/// Every file of `tests/corpus`.
#[test]
fn every_file_of_the_corpus_loads_as_with_psql() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "sql"))
        .collect();
    files.sort();
    assert!(files.len() > 5, "the corpus is missing");
    std::thread::scope(|scope| {
        let judges: Vec<_> = files.iter().map(|file| scope.spawn(move || judge(file))).collect();
        for (file, judge) in files.iter().zip(judges) {
            assert!(judge.join().is_ok(), "{}", file.display());
        }
    });
}
