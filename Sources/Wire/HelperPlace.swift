/// Where the guest's side of the protocol is found. Not GuestHelper's, which carries the program itself: who only names it
/// need not build it.
package enum HelperPlace {
    /// The file in images of ours.
    package static let path = "/usr/libexec/mayfly-guest"
}
