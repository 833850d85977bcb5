import HTTP
import Testing

@Suite struct NoProxyTests {
    @Test(arguments: [
        ("*", "a.example", true), ("", "a.example", false), ("example", "a.example", true),
        (".example", "a.example", true), ("A.Example", "a.example.", true), ("ample", "a.example", false),
        ("b, a.example", "a.example", true), (".", "a.example", false), ("10.0.0.0/8", "10.9.8.7", true),
        ("10.0.0.0/8", "11.0.0.1", false), ("10.0.0.1", "10.0.0.1", true), ("10.0.0.1", "10.0.0.11", false),
        ("192.168.4.0/22", "192.168.7.1", true), ("192.168.4.0/22", "192.168.8.1", false),
        ("0.0.0.0/0", "1.2.3.4", true), ("10.0.0.0/33", "10.0.0.0", false), ("10.0.0.0/8", "10.example", false),
        ("fd00::/8", "[fd12::1]", true), ("::1", "[::1]", true), ("[::1]", "[::1]", true), ("::/0", "1.2.3.4", false),
    ])
    func `names, addresses and networks are reached without a proxy`(text: String, host: String, expected: Bool) {
        #expect(NoProxy(text).contains(host) == expected)
    }
}
