import Host
import KubeVirtSamples
import LibvirtDaemon
import LocalProvider
import MayflyTestSupport
import Testing

/// KubeVirt's own example machines, where they lie beside the checkout: through the command to libvirt, whose QEMU driver
/// says whether it would take them.
@Suite(
    .requires(.tinyGuest, .program("virsh")),
    .enabled(
        if: KubeVirtSamples.directory != nil, KubeVirtSamples.absent
    ))
struct ExampleMachineTests {
    /// What machines of these files ask for, and a single host without special hardware has not.
    private static let refused: [String: String] = [
        "vmi-dra-pgpu.yaml": "gpus", "vmi-gpu.yaml": "gpus", "vmi-usb.yaml": "hostDevices", "vmi-sriov.yaml": "sriov",
        "vmi-multus-multiple-net.yaml": "multus", "vmi-multus-ptp.yaml": "multus",
        "vmi-with-sidecar-hook.yaml": "hookSidecars",
        "vmi-with-sidecar-hook-configmap.yaml": "hookSidecars",
        "vm-cirros-with-sidecar-hook-configmap.yaml": "hookSidecars",
        // KubeVirt refuses these as well: memory by the machine and by its instancetype.
        "vm-cirros-clarge.yaml": "memory.guest", "vm-cirros-clarge-virtio.yaml": "memory.guest",
        "vm-cirros-clarge-windows.yaml": "memory.guest", "vm-cirros-csmall.yaml": "memory.guest",
        "vm-cirros-cluster-csmall.yaml": "memory.guest", "vm-windows-clarge-windows.yaml": "memory.guest",
    ]
    /// What machines name.
    private static let others = ["clarge.yaml", "cluster-csmall.yaml", "csmall.yaml", "virtio.yaml", "windows.yaml"]

    @Test(
        "KubeVirt's examples become domains that libvirt's QEMU driver takes, or are refused for the one thing that is not here"
    )
    func examples() async throws {
        let directory = try #require(KubeVirtSamples.directory) + "/examples"
        let scratch = Scratch("examples")
        let qemu = PrivateDaemon(directories: .ofThisUser, identity: await .probe()).layout.uri
        var taken = 0
        for name in FileSystem.names(in: directory).sorted() where name.hasPrefix("vm") {
            let text = try #require(FileSystem.text("\(directory)/\(name)"))
            guard ["VirtualMachine", "VirtualMachineInstance"].contains(where: { text.contains("kind: \($0)\n") })
            else {
                continue
            }
            let files = ([name] + Self.others).flatMap { ["-f", "\(directory)/\($0)"] }
            let outcome = try await MayflyCommand.run(
                ["manifest"] + files + ["--to", "domain", "--feature-gates", "HostDisk,HostDevices,Sidecar"])
            if let word = Self.refused[name] {
                #expect(outcome.status == 1 && outcome.error.contains(word), "\(name): \(outcome.error)")
                continue
            }
            #expect(outcome.status == 0, "\(name): \(outcome.error)")
            guard outcome.status == 0 else { continue }
            let file = try scratch.write("\(name).xml", outcome.output)
            try await expectTaken(file, by: "test:///default", "create", "--validate", file)
            try await expectTaken(file, by: qemu, "define", "--validate", file)
            let domain = try #require(outcome.output.firstRange(of: "</name>").map { outcome.output[..<$0.lowerBound] })
            let word = domain.split(separator: ">").last.map(String.init) ?? ""
            try await expectTaken(file, by: qemu, "undefine", "--nvram", word)
            taken += 1
        }
        #expect(taken >= 18)
    }

    private func expectTaken(_ file: String, by uri: String, _ words: String...) async throws {
        let result = try await Child.run("/usr/bin/env", ["virsh", "-q", "-c", uri] + words, limit: .seconds(60))
        #expect(result.end == .exited(0), "\(file): \(words.first ?? ""): \(result.output)")
    }
}
