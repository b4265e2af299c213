//! Answers to the writing of a file in a WebDAV folder.

use crate::client;
use crate::script::{Script, answer};
use guildhall_backends::{Backend, Fetch, Kind, Method, Request, Response, Unreachable};
use guildhall_store::testing::event;
use guildhall_store::{Ack, EventStore as _, StoreError};
use pollster::block_on;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A folder in memory. The first file is answered with this status, and kept or not.
struct Folder {
    first: Cell<Option<(u16, bool)>>,
    folders: RefCell<Vec<String>>,
    files: RefCell<BTreeMap<String, String>>,
}

impl Folder {
    fn new(status: u16, kept: bool) -> Rc<Folder> {
        Rc::new(Folder {
            first: Cell::new(Some((status, kept))),
            folders: RefCell::default(),
            files: RefCell::default(),
        })
    }

    fn names(&self) -> Vec<String> {
        self.files.borrow().keys().cloned().collect()
    }
}

impl Fetch for Folder {
    async fn fetch(&self, request: Request) -> Result<Response, Unreachable> {
        let mut files = self.files.borrow_mut();
        match request.method {
            Method::MkCol => {
                self.folders.borrow_mut().push(request.url);
                answer(201, &[], "")
            }
            Method::PropFind => {
                let links = self.folders.borrow().iter().map(|url| format!("<href>{url}</href>")).collect::<String>();
                answer(207, &[], &format!("<multistatus xmlns=\"DAV:\">{links}</multistatus>"))
            }
            Method::Put => {
                let (status, kept) = self.first.take().unwrap_or((201, true));
                if kept {
                    assert!(
                        files.insert(request.url.clone(), request.body.unwrap()).is_none(),
                        "no name is used twice"
                    );
                }
                answer(status, &[], "")
            }
            _ => files.get(&request.url).map_or_else(|| answer(404, &[], ""), |text| answer(200, &[], text)),
        }
    }
}

fn member(folder: &Rc<Folder>) -> Backend<Rc<Folder>> {
    client(Kind::WebDav, "https://dav.example.org", Rc::clone(folder))
}

#[test]
fn a_file_that_a_doubled_request_wrote_is_found_by_the_next_try() {
    let folder = Folder::new(412, true);
    let backend = member(&folder);
    assert_eq!(block_on(backend.append(&[event(1), event(2)])), Err(StoreError::Retryable { after: None }));
    assert_eq!(block_on(backend.append(&[event(1), event(2)])), Ok(vec![Ack::Duplicate; 2]));
    assert_eq!(folder.names().len(), 1);
}

#[test]
fn a_file_of_which_nothing_is_known_is_given_up_with_its_folder() {
    for (status, kept, outcome) in [(500, true, Ack::Duplicate), (502, false, Ack::Stored)] {
        let folder = Folder::new(status, kept);
        let backend = member(&folder);
        assert_eq!(block_on(backend.append(&[event(1)])), Err(StoreError::Retryable { after: None }));
        assert_eq!(block_on(backend.append(&[event(1)])), Ok(vec![outcome.clone()]), "after {status}");
        assert_eq!(block_on(backend.append(&[event(2)])), Ok(vec![Ack::Stored]), "after {status}");
        assert_eq!(folder.folders.borrow().len(), 2, "what may be half written is written no further");
        let read = block_on(backend.since(None, 10)).unwrap();
        assert_eq!((read.events.len(), read.done), (2, true), "after {status}");
    }
}

#[test]
fn a_file_that_is_too_large_leaves_its_place_free() {
    let folder = Folder::new(413, false);
    let backend = member(&folder);
    assert_eq!(block_on(backend.append(&[event(1), event(2)])), Err(StoreError::TooLarge { hint: None }));
    assert_eq!(block_on(backend.append(&[event(1)])), Ok(vec![Ack::Stored]));
    assert_eq!(folder.folders.borrow().len(), 1, "the folder was not given up");
    assert!(folder.names()[0].ends_with("/000001.ndjson"), "{:?}", folder.names());
}

#[test]
fn a_folder_that_may_not_be_made_is_refused_and_one_without_a_parent_is_a_wrong_place() {
    for (status, expected) in [(403, "access-denied"), (409, "wrong-place"), (507, "store-unreachable")] {
        let script = Script::new(|request: &Request| match request.method {
            Method::PropFind => answer(404, &[], ""),
            _ => answer(status, &[], ""),
        });
        let sent = block_on(client(Kind::WebDav, "https://dav.example.org", script).append(&[event(1)]));
        assert_eq!(sent.map_err(|error| error.code()), Err(expected), "{status}");
    }
}
