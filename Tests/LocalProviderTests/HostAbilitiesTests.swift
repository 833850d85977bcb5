import Glibc
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite struct HostAbilitiesTests {
    private let scratch = Scratch()

    @Test func `a bridge is taken when it is there, allowed, and the helper may act`() throws {
        let helper = try scratch.write("helper", "")
        try scratch.write("net/br1/bridge/x", "")
        let rules = "# bridges\nallow br0\nallow br1\ndeny br2\n"
        #expect(HostAbilities.bridge(rules: rules, networks: scratch("net"), helper: helper) == nil)
        chmod(helper, 0o4755)
        #expect(HostAbilities.bridge(rules: rules, networks: scratch("net"), helper: helper) == "br1")
        #expect(HostAbilities.bridge(rules: "allow all\n", networks: scratch("net"), helper: helper) == nil)
        #expect(HostAbilities.bridge(rules: rules, networks: scratch("net"), helper: "/nonexistent") == nil)
    }
}
