import Host
import Testing

@Suite struct DaemonIdentityTests {
    @Test("only root's daemon needs a program to be somebody else: unshare, or setpriv without user name spaces")
    func programs() {
        #expect(DaemonIdentity.user.program == nil)
        #expect(DaemonIdentity.userNamespace.program == "unshare")
        #expect(DaemonIdentity.unprivileged(uid: 1).program == "setpriv")
    }
}
