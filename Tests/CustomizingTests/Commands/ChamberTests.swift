import MayflyTestSupport
import Testing

@testable import Customizing

@Suite struct ChamberTests {
    @Test func `a command without the network has name spaces and a loopback of its own`() throws {
        try expectGolden(Chamber().script(for: GuestCommand(script: "echo it's", limit: 60)), "isolated.sh")
    }

    @Test func `a command with the network gets a resolver, the host's names and its proxies`() throws {
        let chamber = Chamber(
            hostNames: ["192.0.2.7 mirror.test"], proxies: ["http_proxy": "http://127.0.0.1:3128"])
        try expectGolden(
            chamber.script(
                for: GuestCommand(
                    script: "true", arguments: ["a b"], environment: ["A": "'"], network: true,
                    caches: ["/var/cache/apt"], keepsServicesDown: true)), "connected.sh")
    }

    @Test func `what a script prints is read whatever its line ends are`() {
        #expect(Chamber.read("0").map { $0.status == 0 && $0.output.isEmpty } == true)
        #expect(Chamber.read("7\n\r\nout").map { $0.status == 7 && $0.output == "\r\nout" } == true)
        #expect(Chamber.read("") == nil && Chamber.read("sh: out of memory\n") == nil)
    }

    @Test(arguments: [
        ("http://127.0.0.1:3128", "http://169.254.2.2:3128"), ("http://u:p@localhost:8/", "http://u:p@169.254.2.2:8/"),
        ("http://proxy.test:3128", "http://proxy.test:3128"), ("http://localhost.test:1", "http://localhost.test:1"),
    ])
    func `a proxy on the host's loopback is reached by the gateway`(_ address: String, _ expected: String) {
        #expect(Chamber.reachable(address) == expected)
    }

    @Test func `a remedy is told where the output shows what was missing`() {
        let resolving = "E: Temporary failure resolving 'deb.test'"
        #expect(Remedy.text(resolving, GuestCommand(script: "")).contains("network: true"))
        #expect(Remedy.text(resolving, GuestCommand(script: "", network: true)).contains("proxy"))
        #expect(Remedy.text("cp: No space left on device", GuestCommand(script: "")).contains("image.size"))
        #expect(Remedy.text("E: Unable to locate package x", GuestCommand(script: "")).contains("spelling"))
        #expect(Remedy.text("anything else", GuestCommand(script: "")).isEmpty)
    }
}
