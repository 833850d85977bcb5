import Testing

@testable import SSH

@Suite struct SSHErrorTests {
    @Test func `an error shows the reason`() {
        #expect(SSHError("no").description.hasSuffix("no"))
    }
}
