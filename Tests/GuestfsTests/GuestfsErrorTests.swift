import Testing

@testable import Guestfs

@Suite struct GuestfsErrorTests {
    @Test func `an error shows the reason`() {
        #expect(GuestfsError(call: "launch", message: "no").description.hasSuffix("no"))
    }
}
