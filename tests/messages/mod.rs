//! Every message of the program in one list, so that a change of words is seen; and the words that
//! neither messages nor comments may use.

mod forbidden;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use syn::parse::{ParseStream, Parser};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, Item, ItemFn, LitStr, Macro, Pat, Token};

use crate::layers::{is_test, rust_files};

const HEAD: &str = "\
Every text of two or more words in src: errors, hints, warnings, notes, prompts and reports.
One a line, sorted; the help has its own lists in tests/help.
SNAPSHOTS=overwrite cargo test --test cli messages:: rewrites this file.

";

#[test]
fn every_message_is_known() {
    let mut list = HEAD.to_owned();
    for message in messages() {
        list.push_str(&message.replace('\n', "\\n"));
        list.push('\n');
    }
    snapbox::assert_data_eq!(list, snapbox::file!["all.txt"].raw());
}

/// The texts of all files of `src`, without those of tests, attributes and SQL.
fn messages() -> BTreeSet<String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut texts = Texts::default();
    for file in rust_files(&src).iter().filter(|file| !file.ends_with("tests.rs")) {
        texts.visit_file(&syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap());
    }
    assert!(texts.0.len() > 1000, "{}", texts.0.len());
    texts.0
}

#[derive(Default)]
struct Texts(BTreeSet<String>);

impl<'a> Visit<'a> for Texts {
    fn visit_item(&mut self, item: &'a Item) {
        match item {
            Item::Mod(inner) if is_test(&inner.attrs) => {}
            _ => visit::visit_item(self, item),
        }
    }

    fn visit_item_fn(&mut self, function: &'a ItemFn) {
        if !is_test(&function.attrs) {
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'a ImplItemFn) {
        if !is_test(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    /// Documentation and clap's help.
    fn visit_attribute(&mut self, _: &'a Attribute) {}

    /// What is compared with and not shown.
    fn visit_pat(&mut self, _: &'a Pat) {}

    fn visit_lit_str(&mut self, literal: &'a LitStr) {
        let text = literal.value();
        if is_message(&text) {
            self.0.insert(text);
        }
    }

    fn visit_macro(&mut self, called: &'a Macro) {
        let mut literals = Vec::new();
        (|input: ParseStream<'_>| collect(input, &mut literals))
            .parse2(called.tokens.clone())
            .unwrap();
        literals.iter().for_each(|literal| self.visit_lit_str(literal));
    }
}

/// All string literals among these tokens, without those of attributes.
fn collect(input: ParseStream<'_>, literals: &mut Vec<LitStr>) -> syn::Result<()> {
    while !input.is_empty() {
        let content;
        if input.peek(Token![#]) && input.peek2(syn::token::Bracket) {
            input.parse::<Token![#]>()?;
            syn::bracketed!(content in input);
            skip_all(&content)?;
        } else if input.peek(LitStr) {
            literals.push(input.parse()?);
        } else if input.peek(syn::token::Paren) {
            syn::parenthesized!(content in input);
            collect(&content, literals)?;
        } else if input.peek(syn::token::Brace) {
            syn::braced!(content in input);
            collect(&content, literals)?;
        } else if input.peek(syn::token::Bracket) {
            syn::bracketed!(content in input);
            collect(&content, literals)?;
        } else {
            skip(input)?;
        }
    }
    Ok(())
}

fn skip_all(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() {
        skip(input)?;
    }
    Ok(())
}

/// Skips a token, or a group of them.
fn skip(input: ParseStream<'_>) -> syn::Result<()> {
    input.step(|cursor| {
        let (_, rest) = cursor.token_tree().ok_or_else(|| cursor.error("the end"))?;
        Ok(((), rest))
    })
}

/// Two words or more, one of them in lower case: neither a name nor SQL in one line.
fn is_message(text: &str) -> bool {
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(|it| it.is_ascii_lowercase());
    let words = text.split(|it: char| !it.is_alphanumeric() && it != '_').filter(is_word).count();
    let first = text.split_whitespace().next().unwrap_or_default();
    let is_sql = first.len() > 2 && first.chars().all(|it| it.is_ascii_uppercase());
    text.trim().contains(' ') && words > 0 && !is_sql
}
