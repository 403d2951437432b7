use super::*;

fn blocking(edges: &[(i32, &[i32])]) -> String {
    let session = |(pid, by): &(i32, &[i32])| ClientSession {
        blocked_by: by.to_vec(),
        app: None,
        ..unknown(*pid)
    };
    Blocking::of(edges.iter().map(session).collect()).to_string()
}

#[test]
fn trees_have_branches() {
    let text = blocking(&[(1, &[]), (2, &[1]), (3, &[1]), (4, &[2]), (5, &[]), (6, &[3])]);
    assert_eq!(text, "1\n├─ 2\n│  └─ 4\n└─ 3\n   └─ 6\n");
    assert_eq!(blocking(&[(1, &[])]), "no session waits for another");
}

#[test]
fn two_blockers_a_circle_and_strangers_end_somewhere() {
    assert_eq!(blocking(&[(1, &[]), (2, &[]), (3, &[1, 2])]), "1\n└─ 3, also behind 2\n2\n");
    assert_eq!(blocking(&[(1, &[2]), (2, &[1])]), "1, in a cycle with 2\n└─ 2\n");
    // 1 only waits for those who are in it.
    let circle = blocking(&[(1, &[2]), (2, &[3]), (3, &[2]), (4, &[1])]);
    assert_eq!(circle, "2, in a cycle with 3\n├─ 1\n│  └─ 4\n└─ 3\n");
    assert_eq!(blocking(&[(7, &[7])]), "7\n");
    assert_eq!(blocking(&[(7, &[0, 0])]), "0 a prepared transaction\n└─ 7\n");
    assert_eq!(blocking(&[(7, &[9])]), "9 not a client session\n└─ 7\n");
}

/// As the server tells it of many who wait for one lock: each for all ahead.
#[test]
fn a_queue_is_as_long_as_it_is() {
    let queue = |length: i32| -> Vec<ClientSession> {
        let ahead = |pid| ClientSession { blocked_by: (0..pid).collect(), ..unknown(pid) };
        (0..length).map(ahead).collect()
    };
    let blocking = Blocking::of(queue(500));
    let text = blocking.to_string();
    assert_eq!(text.lines().count(), 500);
    assert!(text.lines().all(|line| line.chars().count() < 100), "{text}");
    assert!(text.ends_with("499 not a client session, also behind 1, 2, 3, 4, 5 and 493 more\n"));
    let json = serde_json::to_value(&blocking).unwrap();
    assert_eq!(json[0]["blocks"].as_array().unwrap().len(), 499);
    assert_eq!(json[0]["blocks"][498]["blocked_by"].as_array().unwrap().len(), 499);
}

/// Whoever waits for whom: everyone who waits or is waited for stands there once.
#[test]
fn everyone_stands_there_once() {
    for seed in 0..300_u64 {
        let mut state = seed + 1;
        let mut random = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) % below
        };
        let count = 1 + random(12);
        let mut edges = Vec::new();
        for pid in 0..count {
            let by = (0..random(4)).map(|_| random(count + 2) as i32).collect();
            edges.push(ClientSession { blocked_by: by, ..unknown(pid as i32) });
        }
        let mut expected: BTreeSet<i32> =
            edges.iter().flat_map(|it| it.blocked_by.clone()).collect();
        let waits = |it: &&ClientSession| !it.blocked_by.is_empty();
        expected.extend(edges.iter().filter(waits).map(|it| it.process_id));
        let mut found = Vec::new();
        let blocking = Blocking::of(edges.clone());
        blocking.0.iter().for_each(|tree| tree.each(&mut |it| found.push(it.process_id)));
        found.sort_unstable();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{edges:?}");
    }
}

#[test]
fn what_a_session_that_fits_waits_for_is_kept() {
    let session =
        |(pid, by): (i32, &[i32])| ClientSession { blocked_by: by.to_vec(), ..unknown(pid) };
    let all = [(1, &[][..]), (2, &[]), (3, &[1, 2]), (4, &[]), (5, &[4])].map(session);
    let mut blocking = Blocking::of(all.to_vec());
    blocking.retain(|session| session.process_id == 3);
    let roots: Vec<i32> = blocking.0.iter().map(|tree| tree.session.process_id).collect();
    assert_eq!(roots, [1, 2]);
}
