//! What the macros make of typical inputs, as files to be read: `tests/expansions/NAME.rs` holds the
//! input, and `NAME.expanded.rs` what stands there in its place. To write those anew:
//!
//! ```text
//! EXPANSIONS=overwrite cargo test -p metrics-derive --lib expansions
//! ```
//!
//! Read the difference before it is committed: it is code that every user compiles. Outside of the
//! compiler a field has no place, so `line!()` stands where its line would.

use std::path::{Path, PathBuf};
use std::{env, fs};

use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, DeriveInput, Expr, File, Item, Token, parse_quote};

use crate::function::Macro;

#[test]
fn expansions_are_as_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expansions");
    let overwrite = env::var_os("EXPANSIONS").is_some_and(|update| update == "overwrite");
    let mut wrong = Vec::new();
    for input in inputs(&folder) {
        let code = fs::read_to_string(&input).unwrap();
        let expanded = expand(&code);
        let file = input.with_extension("expanded.rs");
        if overwrite {
            fs::write(&file, expanded).unwrap();
        } else if fs::read_to_string(&file).ok().as_deref() != Some(&*expanded) {
            wrong.push(file.display().to_string());
        }
    }
    let wrong = wrong.join("\n  ");
    assert!(wrong.is_empty(), "other code is generated than stands in\n  {wrong}\n");
}

fn inputs(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut inputs: Vec<_> =
        files.filter(|path| !path.to_string_lossy().ends_with(".expanded.rs")).collect();
    inputs.sort();
    assert!(inputs.len() >= 12, "the inputs are not in {}", folder.display());
    inputs
}

/// The items that the macros make, without those that they are written on.
fn expand(code: &str) -> String {
    let mut file: File = syn::parse_str(code).unwrap();
    let items = std::mem::take(&mut file.items);
    let items = items.into_iter().map(expand_item).collect();
    file.items = syn::parse2::<File>(items).unwrap().items;
    prettyplease::unparse(&file)
}

fn expand_item(mut item: Item) -> TokenStream {
    match &mut item {
        Item::Struct(item) => derived(&item.attrs, &parse_quote!(#item)),
        Item::Enum(item) => derived(&item.attrs, &parse_quote!(#item)),
        Item::Fn(item) if !item.attrs.is_empty() => {
            let attr = item.attrs.remove(0);
            let of = match attr.path().get_ident().unwrap().to_string().as_str() {
                "timed" => Macro::Timed,
                "instrumented" => Macro::Instrumented,
                other => panic!("`{other}` is none of the attributes here"),
            };
            let args = attr.meta.require_list().map(|list| list.tokens.clone());
            crate::function::expand(of, args.unwrap_or_default(), quote!(#item))
        }
        item => {
            Calls.visit_item_mut(item);
            quote!(#item)
        }
    }
}

fn derived(attrs: &[Attribute], input: &DeriveInput) -> TokenStream {
    let derive = attrs.iter().find(|attr| attr.path().is_ident("derive")).unwrap();
    let derives = Punctuated::<syn::Path, Token![,]>::parse_terminated;
    let derives = derive.parse_args_with(derives).unwrap();
    let expand = |path: &syn::Path| match path.get_ident().unwrap().to_string().as_str() {
        "Collector" => crate::collector::expand(input),
        "LabelSet" => crate::label_set::expand(input),
        "LabelValue" => crate::label_value::expand(input),
        "ErrorLabel" => crate::error_label::expand(input),
        other => panic!("`{other}` is none of the derives"),
    };
    derives.iter().map(expand).collect()
}

/// Calls of macros in an item.
struct Calls;

impl VisitMut for Calls {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        let Expr::Macro(call) = expr else { return };
        let input = call.mac.tokens.clone();
        let expanded = match call.mac.path.get_ident().unwrap().to_string().as_str() {
            "desc" => crate::desc::expand(input),
            "labels" => crate::labels::expand(input),
            other => panic!("`{other}!` is none of the macros"),
        };
        *expr = syn::parse2(expanded).unwrap();
    }
}
