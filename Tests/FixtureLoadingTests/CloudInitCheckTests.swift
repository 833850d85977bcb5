import FixtureLoading
import KubeVirt
import Seeds
import Testing

@Suite struct CloudInitCheckTests {
    private func check(_ userData: String?, network: String? = nil, _ format: CloudInit.Format = .noCloud) -> [String] {
        CloudInit(format: format, userData: userData, networkData: network).check(at: "spec.volumes[0].x").map(
            \.description)
    }

    @Test(arguments: [
        "#cloud-config\nusers: [default]\n", "#cloud-config\n", "#cloud-config\n{\"a\": 1}", "#!/bin/sh\n: [", "",
        "## template: jinja\n#cloud-config\n{% if x %}", "#cloud-config\na: 1\na: 2\n",
        "#cloud-config-archive\n- a: b\n",
    ])
    func `what a guest takes passes`(userData: String) {
        #expect(check(userData) == [])
    }

    @Test func `user data that is not YAML says at which of its lines`() throws {
        let found = try #require(check("#cloud-config\nusers:\n  - [a\nruncmd: ]\n").first)
        #expect(found.hasPrefix("spec.volumes[0].x.userData: line "), "\(found)")
        #expect(found.contains("of the data: is not YAML: "), "\(found)")
    }

    @Test func `a list is no cloud-config, and a second document is one too many`() {
        #expect(
            check("#cloud-config\n- a\n") == [
                "spec.volumes[0].x.userData: line 2, column 1 of the data: expected a mapping, such as ‘users: [default]’"
            ])
        #expect(check("#cloud-config\na: 1\n---\nb: 2\n").first?.contains("a second document begins") == true)
        #expect(check("users: [a]").first?.contains("begins with nothing that cloud-init knows") == true)
    }

    @Test func `network data is YAML for NoCloud and JSON for a ConfigDrive`() {
        #expect(check(nil, network: "version: 2") == [])
        #expect(check(nil, network: "{\"links\": []}", .configDrive) == [])
        #expect(
            check(nil, network: "version: 2", .configDrive).first?.contains("must be JSON in a ConfigDrive") == true)
        #expect(check(nil, network: "a: [").first?.hasPrefix("spec.volumes[0].x.networkData: line ") == true)
        #expect(check(nil, network: "text").first?.contains("expected a mapping") == true)
    }
}
