//! Functions with something wrong in them, which `tests/bodies.rs` builds as they stand and with
//! an attribute in the place of each mark.
#![allow(dead_code)]

type Fallible<T> = Result<T, String>;

struct Shop {
    items: Vec<u8>,
    name: String,
}

// MEASURED
fn wrong_type_at_the_end() -> Fallible<u8> {
    "x"
}

// MEASURED
fn wrong_type_of_a_return(early: bool) -> Fallible<u8> {
    if early {
        return 5;
    }
    Ok(1)
}

// MEASURED
fn nothing_at_the_end() -> Fallible<u8> {
    Ok(1);
}

// MEASURED
fn empty() -> Fallible<u8> {}

// MEASURED
fn arms_that_differ(x: u8) -> Fallible<u8> {
    match x {
        1 => Ok(1),
        _ => "s",
    }
}

// MEASURED
fn no_such_method(x: u8) -> Fallible<u8> {
    let y = x.no_such_method();
    Ok(y + nowhere)
}

// MEASURED
fn mutable_or_not(x: Vec<u8>) -> Fallible<u8> {
    x.push(1);
    Ok(1)
}

// MEASURED
fn assigned(x: u8) -> Fallible<u8> {
    x = 5;
    Ok(x)
}

// MEASURED
fn moved_twice(x: String) -> Fallible<u8> {
    drop(x);
    drop(x);
    Ok(1)
}

// MEASURED
fn reference_to_an_argument(x: String) -> Fallible<&'static str> {
    Ok(x.as_str())
}

// MEASURED
fn wrong_lifetime<'a, 'b>(x: &'a str, y: &'b str) -> Fallible<&'a str> {
    Ok(if x.is_empty() { x } else { y })
}

// MEASURED
fn escapes(x: &str) -> Fallible<std::thread::JoinHandle<()>> {
    let x = x.trim();
    Ok(std::thread::spawn(move || drop(x.len())))
}

// MEASURED
fn borrowed_twice(x: &mut Vec<u8>) -> Fallible<u8> {
    let first = &x[0];
    x.push(1);
    Ok(*first)
}

// MEASURED
fn closure_that_borrows() -> Fallible<Box<dyn Fn() -> u8>> {
    let x = 1;
    Ok(Box::new(|| x))
}

// MEASURED
fn bound_that_is_missing<T>(x: T) -> Fallible<String> {
    Ok(format!("{x}"))
}

// MEASURED
fn question_mark_in_a_plain_function(x: Fallible<u8>) -> u8 {
    x?
}

// MEASURED
fn question_mark_of_an_option(x: Option<u8>) -> Fallible<u8> {
    Ok(x?)
}

// MEASURED
fn items_of_another_type() -> impl Iterator<Item = u8> {
    vec!["a"].into_iter()
}

// MEASURED
fn lints(unused: u8, mut changed: Vec<u8>) -> Fallible<u8> {
    let also_unused = 1;
    let mut never_changed = 2;
    Fallible::Ok(1);
    return Ok(never_changed);
    Ok(2)
}

// MEASURED
fn lints_of_nothing(unused: u8) {
    let mut never_changed = 2;
    drop(never_changed);
}

// MEASURED
fn lints_of_items() -> Fallible<u8> {
    #![deny(unused_must_use)]
    use std::mem;
    fn never_called() {}
    Fallible::Ok(1);
    Ok(1)
}

impl Shop {
    // MEASURED
    fn not_mutable(&self) -> Fallible<()> {
        self.items.push(1);
        Ok(())
    }

    // MEASURED
    fn moved_out(&self) -> Fallible<String> {
        Ok(self.name)
    }

    // MEASURED
    fn mutable_twice(&mut self) -> Fallible<&mut u8> {
        let (a, b) = (&mut self.items, &mut self.items);
        a.push(1);
        b.push(1);
        Ok(&mut self.items[0])
    }

    // MEASURED
    async fn not_mutable_later(&self) -> Fallible<()> {
        self.items.push(1);
        Ok(())
    }
}

// MEASURED
async fn wrong_type_later() -> Fallible<u8> {
    "x"
}

// MEASURED
async fn nothing_later(early: bool) -> Fallible<u8> {
    if early {
        return 5;
    }
    Ok(1);
}

// MEASURED
async fn something_instead_of_nothing() {
    5
}

// MEASURED
async fn moved_twice_later(x: String) -> Fallible<u8> {
    drop(x);
    drop(x);
    Ok(1)
}

// MEASURED
async fn no_such_method_later(x: u8) -> Fallible<u8> {
    let y = x.no_such_method();
    Ok(y + nowhere)
}

// MEASURED
async fn no_future() -> Fallible<u8> {
    let x: u8 = 1;
    x.await;
    Ok(x)
}

// MEASURED
async fn lints_later(unused: u8) -> Fallible<u8> {
    let mut never_changed = 2;
    Ok(never_changed)
}

// MEASURED
fn future_of_another_type() -> std::pin::Pin<Box<dyn Future<Output = Fallible<u8>>>> {
    Box::pin(async move {
        let wrong: u8 = "x";
        Ok(wrong)
    })
}

fn main() {}
