import Images
import Testing

@Suite struct KernelVersionTests {
    @Test(
        "of two kernels the one to prefer",
        arguments: [
            ("6.1.0-9-amd64", "6.1.0-56-amd64"),
            ("5.19.0-50-generic", "6.2.0-20-generic"),
            ("6.1.0-56-amd64", "6.1.0-56-cloud-amd64"),
            ("6.1.0-56-cloud-amd64", "6.1.0-57-amd64"),
            ("6.8.0-31-generic", "6.8.0-31-virtual"),
            ("6.12.0-rc7-amd64", "6.12.0-amd64"),
            ("6.1.0-56-amd64", "6.12.9+bpo-amd64"),
            ("6.12.9+bpo-amd64", "6.12.9+bpo-cloud-amd64"),
            ("6.12.41+deb13-amd64", "6.12.41+deb13.1-amd64"),
            ("6.5.6-200.fc38.x86_64", "6.5.6-300.fc39.x86_64"),
            ("6.5.6-300.fc9.x86_64", "6.5.6-300.fc39.x86_64"),
            ("0-rescue-e5f2", "6.5.6-300.fc39.x86_64"),
            ("linux", "1"),
        ])
    func order(lesser: String, greater: String) {
        #expect(KernelVersion(lesser) < KernelVersion(greater))
        #expect(!(KernelVersion(greater) < KernelVersion(lesser)))
    }

    @Test(
        "versions of any shape compare without end or crash",
        arguments: ["", "-", ".", "99999999999999999999999", "6..1--"])
    func odd(text: String) {
        #expect(!(KernelVersion(text) < KernelVersion(text)))
        #expect(KernelVersion(text) == KernelVersion(text))
    }
}
