import Testing

@testable import Seeds

@Suite struct VendorDataTests {
    private func config(_ change: (inout SeedIdentity) -> Void) -> String {
        var identity = SeedIdentity(instanceID: "i", hostname: "h")
        change(&identity)
        return VendorData.config(for: identity)
    }

    @Test func `with nothing to add it is an empty cloud-config`() {
        #expect(config { _ in } == "#cloud-config\n{}\n")
    }

    @Test func `host keys are written with both halves, and lines stay lines`() {
        let text = config { $0.hostKeys = [.init(type: "ed25519", privateText: "a\nb\n", publicLine: "ssh-ed25519 k")] }
        #expect(
            text == "#cloud-config\n"
                + #"{"ssh_keys":{"ed25519_private":"a\nb\n","ed25519_public":"ssh-ed25519 k"}}"# + "\n")
    }

    @Test func `a proxy goes to apt and to logins, certificates to the system's own`() {
        let text = config {
            $0.proxy = ProxySettings(http: "http://10.0.2.1:3128", exceptions: "localhost,.test")
            $0.certificates = ["-----BEGIN CERTIFICATE-----\nx\n"]
        }
        #expect(text.contains(#""ca_certs":{"trusted":["-----BEGIN CERTIFICATE-----\nx\n"]}"#))
        #expect(text.contains(#""apt":{"http_proxy":"http://10.0.2.1:3128"}"#))
        #expect(
            text.contains(
                #""path":"/etc/environment","append":true,"permissions":"0644","content":"http_proxy=\"http://10.0.2.1:3128\"\n"#
                    + #"HTTP_PROXY=\"http://10.0.2.1:3128\"\nno_proxy=\"localhost,.test\"\nNO_PROXY=\"localhost,.test\"\n""#
            ))
    }

    @Test func `JSON has only characters that YAML takes too`() {
        #expect(JSON.text("\u{2028}\"\\\u{7F}ä🦟\t").text == #""\u2028\"\\\u007fä🦟\u0009""#)
    }
}
