//! The program that is measured: a shop with one till.

use std::mem;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use http::StatusCode;
use metrics_core::{in_flight, instrumented};
use tokio::sync::Semaphore;
use tokio::time::sleep;

use crate::metrics::{Order, Outcome, SHOP, Search};

struct Product {
    name: &'static str,
    cents: u64,
    /// Items in stock when the shop opens.
    stock: u32,
}

const CATALOG: [Product; 4] = [
    Product { name: "tea", cents: 450, stock: 40 },
    Product { name: "coffee", cents: 780, stock: 25 },
    Product { name: "cup", cents: 1_200, stock: 10 },
    // A label's value may be any text. Nobody buys this, so its stock stays as it is.
    Product { name: "poster \"C:\\>\n# EOF\"", cents: 9_900, stock: 3 },
];

const CART_LIMIT: usize = 8;

/// How many payments are made at the same time.
const PAYMENT_CONNECTIONS: usize = 2;

type Stock = [u32; CATALOG.len()];

pub(crate) struct Shop {
    stock: Mutex<Stock>,
    /// Indices into the catalog.
    cart: Mutex<Vec<usize>>,
    payment_pool: Semaphore,
    payments: AtomicU32,
}

impl Shop {
    pub(crate) fn open() -> Self {
        for product in &CATALOG {
            SHOP.products_loaded_total.inc();
            // A series is exported from its first lookup: these begin at zero.
            SHOP.searches_total.with(Search { term: product.name });
        }
        SHOP.cart_limit_items.set(CART_LIMIT as f64);
        Self {
            stock: Mutex::new(CATALOG.map(|product| product.stock)),
            cart: Mutex::default(),
            payment_pool: Semaphore::new(PAYMENT_CONNECTIONS),
            payments: AtomicU32::new(0),
        }
    }

    /// Names, and numbers of items.
    pub(crate) fn stock(&self) -> impl Iterator<Item = (&'static str, u32)> + use<> {
        let stock = *lock(&self.stock);
        CATALOG.iter().map(|product| product.name).zip(stock)
    }

    /// Pays for what is in the cart, and empties it.
    #[instrumented] // function_calls_total{function="order",…} and two more, with no set-up
    async fn order(&self) -> Outcome {
        let cart = mem::take(&mut *lock(&self.cart));
        if !self.pay().await {
            return Outcome::Declined;
        }
        let mut stock = lock(&self.stock);
        let mut left = *stock;
        for &product in &cart {
            let Some(rest) = left[product].checked_sub(1) else {
                // The money goes back, and a delivery comes.
                stock[product] = CATALOG[product].stock;
                return Outcome::SoldOut;
            };
            left[product] = rest;
        }
        *stock = left;
        SHOP.sales_cents_total.add(cart.iter().map(|&product| CATALOG[product].cents).sum());
        Outcome::Paid
    }

    /// As slow as a bank, and every seventh time it says no.
    #[instrumented(ok_if = |paid| *paid)]
    #[in_flight(SHOP.payment_pool.waiting_payments)]
    async fn pay(&self) -> bool {
        let wait = SHOP.payment_pool.wait_seconds.start_timer();
        let connection = self.payment_pool.acquire().await;
        wait.stop();
        let _busy = SHOP.payment_pool.busy_connections.track();

        let payment = self.payments.fetch_add(1, Relaxed);
        sleep(Duration::from_millis(u64::from(payment * 37 % 100))).await;
        connection.is_ok() && payment % 7 != 6
    }
}

pub(crate) fn routes(shop: Arc<Shop>) -> Router {
    Router::new()
        .route("/products", get(products))
        .route("/search/{term}", get(search))
        .route("/cart/{product}", post(add_to_cart))
        .route("/checkout", post(checkout))
        .with_state(shop)
}

async fn products(State(shop): State<Arc<Shop>>) -> String {
    let lines = shop.stock().map(|(name, items)| format!("{items} {name}"));
    lines.collect::<Vec<_>>().join("\n")
}

async fn search(Path(term): Path<String>) -> String {
    SHOP.searches_total.with(Search { term: &term }).inc();
    let found = CATALOG.iter().filter(|product| product.name.contains(&term));
    found.map(|product| product.name).collect::<Vec<_>>().join("\n")
}

async fn add_to_cart(State(shop): State<Arc<Shop>>, Path(name): Path<String>) -> StatusCode {
    let Some(product) = CATALOG.iter().position(|product| product.name == name) else {
        return StatusCode::NOT_FOUND;
    };
    let mut cart = lock(&shop.cart);
    if cart.len() == CART_LIMIT {
        return StatusCode::CONFLICT;
    }
    cart.push(product);
    StatusCode::CREATED
}

async fn checkout(State(shop): State<Arc<Shop>>) -> StatusCode {
    let outcome = shop.order().await;
    SHOP.orders_total.with(Order { outcome }).inc();
    match outcome {
        Outcome::Paid => StatusCode::OK,
        Outcome::Declined => StatusCode::PAYMENT_REQUIRED,
        Outcome::SoldOut => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
