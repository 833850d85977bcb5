import Seeds
import Testing

@Suite struct ProxySettingsTests {
    @Test(arguments: [
        ("http://127.0.0.1:3128", "http://10.0.2.1:3128"), ("http://localhost:8080/", "http://10.0.2.1:8080/"),
        ("localhost:3128", "10.0.2.1:3128"), ("http://[::1]:3128", "http://10.0.2.1:3128"),
        ("http://u:p@ss@127.1.2.3:1", "http://u:p@ss@10.0.2.1:1"), ("HTTP://LocalHost", "HTTP://10.0.2.1"),
        ("http://proxy.example:3128", "http://proxy.example:3128"),
        ("http://127.0.0.1.example", "http://127.0.0.1.example"),
        ("http://localhost.example:1", "http://localhost.example:1"),
        ("http://10.0.0.1/localhost", "http://10.0.0.1/localhost"),
        ("http://localhost@10.9.9.9:1", "http://localhost@10.9.9.9:1"), ("", ""),
    ])
    func `loopback becomes the gateway, and nothing else does`(address: String, seen: String) {
        let proxy = ProxySettings(http: address, https: address, exceptions: "localhost,127.0.0.1").seenFromGuest()
        #expect(proxy.http == seen && proxy.https == seen)
        #expect(proxy.exceptions == "localhost,127.0.0.1")
    }

    @Test func `an environment's proxy is found in both spellings, lower case first`() {
        #expect(ProxySettings(environment: ["no_proxy": "x", "http_proxy": ""]) == nil)
        #expect(
            ProxySettings(environment: ["http_proxy": "a", "HTTP_PROXY": "b", "ALL_PROXY": "c", "NO_PROXY": "d"])
                == ProxySettings(http: "a", https: "c", exceptions: "d"))
    }
}
