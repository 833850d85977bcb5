import Testing

@testable import SSH

@Suite struct SSHErrorTests {
    @Test func `an error shows the reason`() {
        #expect(SSHError(.lost, "no").description.hasSuffix("no"))
    }
}
