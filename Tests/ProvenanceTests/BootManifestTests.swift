import KubeVirt
import Machines
import Testing

@testable import Provenance

@Suite struct BootManifestTests {
    static func sample() -> BootManifest {
        var request = BootRequest(
            kernel: "/k", userspace: .tools, cpus: 2, memory: .mebibytes(512), failOn: ["errors"])
        request.expectations = [.init(regex: "login:", limit: RequestedTime(.seconds(90)))]
        return BootManifest(
            run: "abc", boot: request, release: "6.1.0", kernelArguments: "console=ttyS0",
            files: [
                BootFile(.kernel, path: "/k", sha256: String(repeating: "a", count: 64)),
                BootFile(.copy, path: "/x", sha256: String(repeating: "b", count: 64)),
            ],
            emulator: BootEmulator(version: "QEMU emulator version 7.2", commandLine: ["/usr/bin/qemu", "-smp", "2"]),
            accelerator: "tcg", seeds: BootSeeds(seed: 7, clock: "2024-01-01T00:00:00Z"),
            host: BootHost(architecture: "amd64", processor: "A CPU", processors: 2, kernel: "6.1"))
    }

    private func refusal(_ text: String) -> String {
        let error = #expect(throws: MachineError.self) { try BootManifest(Array(text.utf8), file: "m.yaml") }
        #expect(error?.code == .invalidInput)
        return error?.message ?? ""
    }

    private static let text = """
        apiVersion: mayfly.dev/v1alpha1
        kind: BootManifest
        run: abc
        boot:
          {kernel: /k, userspace: tools, cpus: 2, memory: 512Mi, failOn: [errors],
           expectations: [{regex: "login:", limit: 1m30s}]}
        release: 6.1.0
        kernelArguments: console=ttyS0
        files:
        - {role: kernel, path: /k, sha256: \(String(repeating: "a", count: 64))}
        - {role: copy, path: /x, sha256: \(String(repeating: "b", count: 64))}
        emulator: {version: QEMU emulator version 7.2, commandLine: [/usr/bin/qemu, "-smp", "2"]}
        accelerator: tcg
        seeds: {seed: 7, clock: "2024-01-01T00:00:00Z"}
        host: {architecture: amd64, processor: A CPU, processors: 2, kernel: "6.1"}
        """

    @Test("what is read is what was written down")
    func reading() throws {
        #expect(try BootManifest(Array(Self.text.utf8), file: "m.yaml") == Self.sample())
    }

    @Test("a mistake is told with its field, its line and what was meant")
    func mistakes() {
        let misspelt = refusal(Self.text.replacing("release:", with: "relaese:"))
        #expect(misspelt.contains("m.yaml:7") && misspelt.contains("relaese") && misspelt.contains("release"))
        #expect(refusal(Self.text.replacing("512Mi", with: "lots")).contains("boot.memory"))
        #expect(refusal(Self.text.replacing("1m30s", with: "soon")).contains("boot.expectations[0].limit"))
        #expect(refusal(Self.text.replacing("role: copy", with: "role: coffee")).contains("files[1].role"))
        #expect(refusal("{").contains("m.yaml"))
    }

    @Test("an object of another kind is told as such, and not field by field")
    func kinds() {
        let words = refusal("apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nspec: {}\n")
        #expect(words.contains("expected BootManifest of mayfly.dev/v1alpha1, got VirtualMachine of kubevirt.io/v1"))
        #expect(!words.contains("spec"))
        #expect(refusal("[]").contains("got no kind"))
    }
}
