import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite struct HostSettingsTests {
    private let scratch = Scratch("certificates")

    @Test func `certificates are those that were added to the host, one directory deep, in order`() throws {
        let text = "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----\n"
        try scratch.write("b.crt", text + "b")
        try scratch.write("a/deep.crt", text + "a")
        try scratch.write("README", "no certificate")
        var settings = HostSettings()
        settings.certificateDirectories = [scratch.path, scratch("absent")]
        #expect(settings.certificates() == [text + "a", text + "b"])
    }
}
