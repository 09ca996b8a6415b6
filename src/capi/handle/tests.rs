//! Unit tests.

use super::*;

enum Opaque {}

#[test]
fn a_handle_lives_until_it_is_closed_and_has_one_kind() {
    let handle: *mut Opaque = open(7_u32);
    assert_eq!(find::<_, u32>(handle).ok().as_deref(), Some(&7));
    assert!(find::<_, u64>(handle).is_err());
    close::<_, u64>(handle);
    let held = find::<_, u32>(handle).ok().unwrap();
    close::<_, u32>(handle);
    close::<_, u32>(handle);
    assert_eq!(find::<_, u32>(handle).err().map(|error| error.status()), Some(Status::Handle));
    assert_eq!(*held, 7);
    assert!(find::<Opaque, u32>(std::ptr::null()).is_err());
}
