//! `#[derive(LabelSet)]`: model, rules and code.
//!
//! A set whose labels are all closed has a constant number of series and is an index; one with
//! an open label is a list of texts. Which of the two is decided by the attributes alone: the
//! macro does not know what a field's type is.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{DeriveInput, Generics, Ident, LitStr, Path, Type, parse_quote, parse_quote_spanned};

use crate::attr::{self, Keyed, Place};
use crate::errors::{Errors, Message};
use crate::fallback;
use crate::generics::{
    StaticImpl, arguments, has_type_param, of_field, static_lifetime, with_lifetime,
};
use crate::lint::{self, Allowed, Finding};
use crate::names::Case;
use crate::shape::NamedFields;
use crate::tokens::{derived_impl, import, item_of, placed_at};

/// A struct with a field for each label.
struct LabelSet {
    ident: Ident,
    generics: Generics,
    krate: Option<Path>,
    boxed: Option<Ident>,
    allow: Allowed,
    /// Whether what is unconventional is an error.
    strict: Option<Ident>,
    labels: Vec<Label>,
}

struct Label {
    ident: Ident,
    ty: Type,
    name: String,
    /// The `rename` that the name comes from.
    rename: Option<LitStr>,
    /// `None` for a closed label.
    open: Option<Open>,
    allow: Allowed,
}

/// How many values an open label may have, and what stands for those past the bound.
struct Open {
    max: Option<u32>,
    overflow: String,
}

const STRUCT: Place = Place {
    attribute: "label",
    keys: &[
        ("rename_all", "rename_all = \"snake_case\""),
        ("boxed", "boxed"),
        ("allow", "allow(scraper_label)"),
        ("strict", "strict"),
        ("crate", "crate = ::metrics"),
    ],
    elsewhere: &[
        ("rename", "belongs on a field", "`#[label(rename = \"…\")]`"),
        ("max", "belongs on a field", "`#[label(max = 100)]`"),
        ("unbounded", "belongs on a field", "`#[label(unbounded)]`"),
        ("overflow", "belongs on a field", "`#[label(max = 100, overflow = \"…\")]`"),
        (
            "transparent",
            "belongs on a `LabelValue`",
            "derive `LabelValue` for a struct around one value",
        ),
    ],
    foreign: None,
};

const FIELD: Place = Place {
    attribute: "label",
    keys: &[
        ("max", "max = 100"),
        ("rename", "rename = \"…\""),
        ("unbounded", "unbounded"),
        ("overflow", "max = 100, overflow = \"…\""),
        ("allow", "allow(scraper_label)"),
    ],
    elsewhere: &[
        ("rename_all", "belongs on the struct", "`#[label(rename_all = \"…\")]`"),
        ("boxed", "belongs on the struct", "`#[label(boxed)]`"),
        ("strict", "belongs on the struct", "`#[label(strict)]`"),
        ("crate", "belongs on the struct", "`#[label(crate = ::metrics)]`"),
        ("name", "is spelled `rename` here", "`#[label(rename = \"…\")]`"),
    ],
    foreign: None,
};

const FIELDS: NamedFields = NamedFields {
    derive: "LabelSet",
    field: "label",
    empty: "use the metric without a family",
    alternatives: "for one label with fixed values: `#[derive(LabelValue)]`",
};

/// Expands the derive.
pub(crate) fn expand(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::new();
    let set = parse(input, &mut errors);
    if let Some(set) = &set {
        check(set, &mut errors);
        let lints = lints(set, &mut errors);
        if errors.is_empty() {
            let lints = lint::standing_alone(&lints);
            let set = Expansion::new(set).tokens();
            return quote!(#set #lints);
        }
    }
    let krate = set.as_ref().and_then(|set| set.krate.as_ref());
    fallback::label_set(input, krate, errors)
}

fn parse(input: &DeriveInput, errors: &mut Errors) -> Option<LabelSet> {
    let fields = FIELDS.of(input, errors);
    let mut set = LabelSet {
        ident: input.ident.clone(),
        generics: input.generics.clone(),
        krate: None,
        boxed: None,
        allow: Vec::new(),
        strict: None,
        labels: Vec::new(),
    };
    let mut rename_all = None;
    for item in STRUCT.items(&input.attrs, errors) {
        match item.key.to_string().as_str() {
            "rename_all" => rename_all = item.case(errors),
            "boxed" => set.boxed = item.flag(errors),
            "allow" => set.allow = item.lints(errors),
            "strict" => set.strict = item.flag(errors),
            _ => set.krate = item.crate_path(errors),
        }
    }
    let case = rename_all.and_then(|Keyed { value: (written, case), .. }| {
        if !matches!(case, Case::Kebab | Case::ScreamingKebab) {
            return Some(case);
        }
        let message = Message::new(format!("`{}` makes no label names", written.value()));
        let message = message.help("`rename_all = \"snake_case\"`");
        errors.push(written, message.note("`-` is not allowed in them"));
        None
    });
    for field in fields? {
        set.labels.extend(label(field, case, errors));
    }
    Some(set)
}

fn label(field: &syn::Field, case: Option<Case>, errors: &mut Errors) -> Option<Label> {
    let ident = field.ident.clone()?;
    let mut rename = None;
    let mut max = None;
    let mut unbounded = None;
    let mut overflow = None;
    let mut max_key = None;
    let mut allow = Vec::new();
    for item in FIELD.items(&field.attrs, errors) {
        match item.key.to_string().as_str() {
            "max" => {
                max_key = Some(item.key.clone());
                max = item.count(errors);
            }
            "rename" => rename = item.text("names are checked at compile time", errors),
            "unbounded" => {
                unbounded = Some(item.key.clone());
                item.flag(errors);
            }
            "allow" => allow = item.lints(errors),
            _ => overflow = item.text("it is part of the label's description", errors),
        }
    }
    if let (Some(_), Some(unbounded)) = (&max_key, &unbounded) {
        let message = Message::new("`max` and `unbounded` cannot be used together");
        errors.push(unbounded, message.help("remove one"));
    }
    if let (None, Some(overflow)) = (&max_key, &overflow) {
        let message = Message::new("`overflow` needs `max`")
            .help(format_args!("`#[label(max = 100, overflow = {:?})]`", overflow.value.value()));
        errors.push(&overflow.key, message.note("it stands for the values past the bound"));
    }
    attr::check_label_type(&field.ty, errors);
    let raw = syn::ext::IdentExt::unraw(&ident).to_string();
    let name = match (&rename, case) {
        (Some(rename), _) => rename.value.value(),
        (None, Some(case)) => case.of_field(&raw),
        (None, None) => raw,
    };
    let open = (max_key.is_some() || unbounded.is_some()).then(|| Open {
        max: max.map(|max| max.value),
        overflow: overflow.map_or_else(|| "other".to_owned(), |overflow| overflow.value.value()),
    });
    Some(Label {
        ident,
        ty: field.ty.clone(),
        name,
        rename: rename.map(|rename| rename.value),
        open,
        allow,
    })
}

/// What is unconventional and not allowed.
fn lints(set: &LabelSet, errors: &mut Errors) -> Vec<Finding> {
    let mut findings = Vec::new();
    for label in &set.labels {
        let mut found: Vec<_> = lint::of_label(&label.name, label.name_tokens(), "label").collect();
        lint::without_allowed(&mut found, &label.allow);
        findings.extend(found);
    }
    lint::without_allowed(&mut findings, &set.allow);
    if set.strict.is_some() {
        lint::make_errors(&mut findings, errors);
    }
    findings
}

fn check(set: &LabelSet, errors: &mut Errors) {
    for (i, label) in set.labels.iter().enumerate() {
        check_label_name(label, errors);
        let first = set.labels.iter().take(i).find(|other| other.name == label.name);
        if let Some(first) = first {
            let what = format!("label `{}` is used twice in `{}`", label.name, set.ident);
            let message = Message::new(what).help("`#[label(rename = \"…\")]` on one of them");
            let note = format!("the first one is the field `{}`", first.ident);
            errors.push(label.name_tokens(), message.note(note));
        }
    }
    check_closed(set, errors);
}

fn check_label_name(label: &Label, errors: &mut Errors) {
    let renamed = label.rename.is_some();
    let instead = |name: &str| {
        if renamed {
            format!("`rename = {name:?}`")
        } else {
            format!("`#[label(rename = {name:?})]`, or rename the field")
        }
    };
    attr::check_label_name(&label.name, &label.name_tokens(), instead, errors);
}

/// A closed set has a constant number of series, so it has no parameters but lifetimes; one with
/// an open label is not laid out as an array.
fn check_closed(set: &LabelSet, errors: &mut Errors) {
    if !set.is_closed() {
        if let Some(boxed) = &set.boxed {
            let message = Message::new("`boxed` is for sets whose labels are all closed");
            let note = "an open label's series lie in a table, which is allocated anyway";
            errors.push(boxed, message.help("remove `boxed`").note(note));
        }
        return;
    }
    for param in &set.generics.params {
        let ident: &dyn ToTokens = match param {
            syn::GenericParam::Lifetime(_) => continue,
            syn::GenericParam::Type(param) => &param.ident,
            syn::GenericParam::Const(param) => &param.ident,
        };
        let name = ident.to_token_stream();
        let message =
            Message::new(format!("a set of closed labels cannot be generic over `{name}`"))
                .help("name the type here, and make a set for each")
                .note("its series lie in an array, whose length would depend on the parameter");
        errors.push(ident, message);
    }
}

impl LabelSet {
    fn is_closed(&self) -> bool {
        self.labels.iter().all(|label| label.open.is_none())
    }
}

impl Label {
    /// Where the name was written.
    fn name_tokens(&self) -> &dyn ToTokens {
        match &self.rename {
            Some(rename) => rename,
            None => &self.ident,
        }
    }
}

struct Expansion<'a> {
    set: &'a LabelSet,
    target: StaticImpl,
    labels: Ident,
    read: Ident,
}

impl<'a> Expansion<'a> {
    fn new(set: &'a LabelSet) -> Self {
        let mut target = StaticImpl::new(&set.generics, &[parse_quote!('static)]);
        for label in &set.labels {
            if has_type_param(&label.ty, &set.generics) {
                let ty = with_lifetime(&label.ty, &set.generics, &static_lifetime());
                let bound = label.bound();
                target.generics.make_where_clause().predicates.push(parse_quote!(#ty: #bound));
            }
        }
        let labels = Ident::new("__labels", Span::call_site());
        let read = Ident::new("__read", Span::call_site());
        Self { set, target, labels, read }
    }

    fn tokens(&self) -> TokenStream {
        let Self { set, .. } = self;
        let import = import(set.krate.as_ref());
        let names = set.labels.iter().map(|label| &label.name);
        let descriptions = set.labels.iter().map(|label| self.description_tokens(label));
        let with = arguments(&set.generics, &parse_quote!('__metrics));
        let ident = &set.ident;
        let fields = set.labels.iter().map(Label::field_name);
        let (blank, blank_type, blank_value) = self.blank_tokens();
        let (items, store, layout) = if set.is_closed() {
            self.closed_tokens()
        } else {
            (None, quote!(__metrics::Open<__M>), self.open_tokens())
        };
        let label_set = self.impl_tokens(
            &quote!(__metrics_core::LabelSet),
            quote! {
                type With<'__metrics> = #ident #with;
                const NAMES: &'static [&'static ::core::primitive::str] = &[#(#names),*];
                const LABELS: &'static [__metrics::Label] = &[#(#descriptions),*];
                type Store<__M: __metrics_core::Metric> = #store;
                const FIELDS: &'static [&'static ::core::primitive::str] = &[#(#fields),*];
                type Blank = #blank_type;
                const BLANK: Self::Blank = #blank_value;
            },
        );
        let texts = self.texts_tokens();
        let checks = set.labels.iter().filter_map(|label| self.check_tokens(label));
        quote! {
            #[allow(deprecated, unused_qualifications)]
            const _: () = {
                #import
                #items
                #(#checks)*
                #blank
                #label_set
                #texts
                #layout
            };
        }
    }

    /// `impl of for …`.
    fn impl_tokens(&self, of: &TokenStream, items: TokenStream) -> TokenStream {
        let ident = &self.set.ident;
        let (params, _, clause) = self.target.generics.split_for_impl();
        let arguments = &self.target.arguments;
        derived_impl(ident, &quote!(#params #of for #ident #arguments #clause), items)
    }

    fn description_tokens(&self, label: &Label) -> TokenStream {
        let name = &label.name;
        let closed = quote!(__metrics_core::ClosedLabel);
        let domain = match &label.open {
            None => {
                let ty = with_lifetime(&label.ty, &self.set.generics, &static_lifetime());
                let values = item_of(&ty, &closed, "VALUES");
                quote!(Closed(#values))
            }
            Some(Open { max: None, overflow }) => {
                quote!(Open { max: ::core::option::Option::None, overflow: #overflow })
            }
            Some(Open { max: Some(max), overflow }) => {
                quote!(Open { max: ::core::option::Option::Some(#max), overflow: #overflow })
            }
        };
        quote! {
            __metrics::Label {
                name: #name,
                domain: __metrics::Domain::#domain,
            }
        }
    }

    /// The check of a closed label that somebody wrote by hand. One of a parameter's type has
    /// no values here.
    fn check_tokens(&self, label: &Label) -> Option<TokenStream> {
        if label.open.is_some() || has_type_param(&label.ty, &self.set.generics) {
            return None;
        }
        let closed = quote!(__metrics_core::ClosedLabel);
        let ty = with_lifetime(&label.ty, &self.set.generics, &static_lifetime());
        let [values, distinct] = ["VALUES", "DISTINCT"].map(|item| item_of(&ty, &closed, item));
        let name = &label.name;
        let call = quote! {
            __metrics::check_values(#name, #values, #distinct)
        };
        let call = placed_at(&label.ty, &call);
        Some(quote!(const _: () = #call;))
    }

    /// Constants, the store, and the implementation of the layout.
    fn closed_tokens(&self) -> (Option<TokenStream>, TokenStream, TokenStream) {
        let Self { set, target, labels, .. } = self;
        let (ident, ty) = (&set.ident, &target.arguments);
        let target = quote!(#ident #ty);
        let described = quote!(<#target as __metrics_core::LabelSet>::LABELS);
        let check = set.boxed.is_none().then(|| {
            let span = ident.span();
            let call = quote_spanned! {span=>
                __metrics::check_cardinality(#described)
            };
            quote!(const _: () = #call;)
        });
        let items = quote! {
            const __METRICS_SERIES: ::core::primitive::usize =
                __metrics::cardinality(#described);
            const __METRICS_FLAGS: ::core::primitive::usize =
                __metrics::flag_words(__METRICS_SERIES);
            #check
        };
        let array = |of: TokenStream, count: TokenStream| {
            if set.boxed.is_some() {
                quote!(__metrics::Boxed<#of, #count>)
            } else {
                quote!([#of; #count])
            }
        };
        let cells = array(quote!(__T), quote!(__METRICS_SERIES));
        let flags = array(quote!(__metrics::Flags), quote!(__METRICS_FLAGS));
        let index = self.index_tokens();
        let layout = self.impl_tokens(
            &quote!(__metrics::ClosedSet),
            quote! {
                const CARDINALITY: ::core::primitive::usize = __METRICS_SERIES;
                type Array<__T: __metrics::Empty> = #cells;
                type Flags = #flags;

                #[inline]
                fn index(
                    #labels: <Self as __metrics_core::LabelSet>::With<'_>,
                ) -> ::core::primitive::usize {
                    #index
                }
            },
        );
        (Some(items), quote!(<__M as __metrics_core::Metric>::Flat<Self>), layout)
    }

    /// The place of a combination of the closed labels; nothing if there is none.
    fn index_tokens(&self) -> Option<TokenStream> {
        let Self { set, labels, .. } = self;
        let closed = quote!(__metrics_core::ClosedLabel);
        set.labels.iter().filter(|label| label.open.is_none()).fold(None, |index, label| {
            let ty = with_lifetime(&label.ty, &set.generics, &static_lifetime());
            let field = &label.ident;
            let own = item_of(&ty, &closed, "index");
            let values = item_of(&ty, &closed, "VALUES");
            Some(match index {
                None => quote!(#own(&#labels.#field)),
                Some(index) => quote!((#index) * #values.len() + #own(&#labels.#field)),
            })
        })
    }

    /// The set as the function attributes fill it: a struct with a method for each label, which
    /// is what the compiler knows of a label whose set the code cannot name. Its type says which
    /// labels are given. With it come its type for the set, and its value.
    fn blank_tokens(&self) -> (TokenStream, TokenStream, TokenStream) {
        let Self { set, .. } = self;
        let ident = &set.ident;
        let name = syn::ext::IdentExt::unraw(ident);
        let blank = Ident::new(&format!("__{name}Labels"), ident.span());
        let fields: Vec<&Ident> = set.labels.iter().map(|label| &label.ident).collect();
        let states: Vec<Ident> = (0..fields.len()).map(|i| format_ident!("__State{i}")).collect();
        // In a module of their own: a label may be named like the type of another one.
        let names = fields.iter().map(|field| {
            quote_spanned! {field.span()=>
                #[allow(non_camel_case_types, unreachable_pub)]
                pub struct #field {}
            }
        });
        let missing: Vec<TokenStream> =
            fields.iter().map(|field| quote!(__metrics_missing::#field)).collect();
        let (params, arguments, _) = set.generics.split_for_impl();
        let value = quote!(__metrics::Value);
        let methods = set.labels.iter().enumerate().map(|(i, label)| {
            let Label { ident: field, ty, .. } = label;
            let generics = of_field(ty, &set.generics);
            let (params, _, clause) = generics.split_for_impl();
            let (front, back) = (&states[..i], &states[i + 1..]);
            let own = &missing[i];
            let others = fields.iter().filter(|other| **other != field);
            let setter = &label.ident;
            quote! {
                impl<#(#front,)* #(#back,)*> #blank<#(#front,)* #own, #(#back,)*> {
                    #[doc(hidden)]
                    #[inline]
                    #[allow(clippy::type_complexity, clippy::needless_lifetimes)]
                    pub fn #setter #params (
                        self,
                        #setter: #ty,
                    ) -> #blank<#(#front,)* #value<#ty>, #(#back,)*> #clause {
                        #blank { #setter: #value(#setter), #(#others: self.#others,)* }
                    }
                }
            }
        });
        let types = set.labels.iter().map(|label| &label.ty);
        let mut complete = set.generics.clone();
        for (state, ty) in states.iter().zip(types) {
            let bound = parse_quote_spanned!(ident.span()=> #state: __metrics::Given<#ty>);
            complete.make_where_clause().predicates.push(bound);
        }
        let complete = &complete.where_clause;
        let labels = Ident::new("__metrics_labels", ident.span());
        let items = quote! {
            #[doc(hidden)]
            mod __metrics_missing {
                #(#names)*
            }

            #[doc(hidden)]
            pub struct #blank<#(#states),*> {
                #(#fields: #states,)*
            }

            #(#methods)*

            impl<#(#states),*> #blank<#(#states),*> {
                #[doc(hidden)]
                #[inline]
                pub fn #labels #params (self) -> #ident #arguments #complete {
                    #ident {
                        #(#fields: __metrics::Given::get(self.#fields),)*
                    }
                }
            }
        };
        (items, quote!(#blank<#(#missing),*>), quote!(#blank { #(#fields: #missing {},)* }))
    }

    /// The values of all labels as texts, for sets that are the keys of plain data.
    fn texts_tokens(&self) -> TokenStream {
        let Self { set, read, .. } = self;
        let texts: Vec<Ident> = (0..set.labels.len()).map(|i| format_ident!("__text{i}")).collect();
        let innermost = quote!(#read(&[#(#texts),*]));
        let body = set.labels.iter().zip(&texts).rev().fold(innermost, |body, (label, text)| {
            let field = &label.ident;
            let ty = with_lifetime(&label.ty, &set.generics, &static_lifetime());
            if label.open.is_some() {
                let read_text = item_of(&ty, &label.bound(), "read_text");
                quote!(#read_text(&self.#field, |#text| #body))
            } else {
                let values = item_of(&ty, &label.bound(), "VALUES");
                let index = item_of(&ty, &label.bound(), "index");
                quote!({
                    let #text = #values[#index(&self.#field)];
                    #body
                })
            }
        });
        self.impl_tokens(
            &quote!(__metrics::ReadLabels),
            quote! {
                fn read_labels<__R>(
                    &self,
                    #read: impl ::core::ops::FnOnce(&[&::core::primitive::str]) -> __R,
                ) -> __R {
                    #body
                }
            },
        )
    }

    fn open_tokens(&self) -> TokenStream {
        let Self { set, labels, read, .. } = self;
        let open: Vec<&Label> = set.labels.iter().filter(|label| label.open.is_some()).collect();
        let texts: Vec<Ident> = (0..open.len()).map(|i| format_ident!("__text{i}")).collect();
        let index = self.index_tokens().unwrap_or_else(|| quote!(0));
        let innermost = quote!({
            let __index: ::core::primitive::usize = #index;
            #read(__index as ::core::primitive::u32, &[#(#texts),*])
        });
        let body = open.iter().zip(&texts).rev().fold(innermost, |body, (label, text)| {
            let field = &label.ident;
            let ty = with_lifetime(&label.ty, &set.generics, &parse_quote!('__metrics));
            let read_text = item_of(&ty, &quote!(__metrics_core::OpenLabel), "read_text");
            quote!(#read_text(&#labels.#field, |#text| #body))
        });
        self.impl_tokens(
            &quote!(__metrics::OpenSet),
            quote! {
                #[inline]
                #[allow(clippy::cast_possible_truncation)]
                fn with_key<'__metrics, __R>(
                    #labels: <Self as __metrics_core::LabelSet>::With<'__metrics>,
                    #read: impl ::core::ops::FnOnce(
                        ::core::primitive::u32,
                        &[&::core::primitive::str],
                    ) -> __R,
                ) -> __R {
                    #body
                }
            },
        )
    }
}

impl Label {
    fn field_name(&self) -> String {
        syn::ext::IdentExt::unraw(&self.ident).to_string()
    }

    fn bound(&self) -> TokenStream {
        if self.open.is_some() {
            quote!(__metrics_core::OpenLabel)
        } else {
            quote!(__metrics_core::ClosedLabel)
        }
    }
}
