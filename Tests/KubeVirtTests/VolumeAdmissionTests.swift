import KubeVirt
import Testing

@Suite struct VolumeAdmissionTests {
    private typealias Volume = VirtualMachineInstanceSpec.Volume

    private func causes(_ volumes: VirtualMachineInstanceSpec.Volume...) -> [StatusCause] {
        VirtualMachineInstanceSpec(domain: .init(memory: .init(guest: .mebibytes(64))), volumes: volumes)
            .admission(at: "spec")
    }

    private func seed(_ source: VirtualMachineInstanceSpec.CloudInitSource) -> [String] {
        causes(Volume(cloudInitNoCloud: source, name: "a")).map(\.message)
    }

    @Test("a volume has one source and a name of its own")
    func sources() {
        #expect(causes(Volume(containerDisk: .init(image: "x", path: "/disk/a/"), name: "a")).isEmpty)
        #expect(causes(Volume(name: "a")).map(\.message) == ["spec.volumes[0] must have exactly one source type set"])
        let empty = VirtualMachineInstanceSpec.EmptyDiskSource(capacity: .gibibytes(1))
        #expect(
            causes(Volume(containerDisk: .init(image: "x"), emptyDisk: empty, name: "a")).map(\.field) == [
                "spec.volumes[0]"
            ]
        )
        #expect(
            causes(Volume(emptyDisk: empty, name: "a"), Volume(emptyDisk: empty, name: "a")).map(\.message) == [
                "spec.volumes[1] and spec.volumes[0] must not have the same Name."
            ])
    }

    @Test(
        "a container's disk is at an absolute, plain path",
        arguments: ["a", "../a", "/a/../b", "/a//b", "/./a", "/a//"])
    func path(_ path: String) {
        let found = causes(Volume(containerDisk: .init(image: "x", path: path), name: "a"))
        #expect(found.map(\.field) == ["spec.volumes[0].containerDisk"])
        #expect(
            found.first?.message.hasSuffix("must be an absolute path to a file without relative components") == true)
    }

    @Test("a seed says something, each kind once, in at most 2048 bytes")
    func seeds() {
        let field = "spec.volumes[0].cloudInitNoCloud"
        #expect(
            seed(.init()) == ["\(field) must have at least one userdatasource or one networkdatasource set."])
        #expect(
            seed(.init(userData: "a", userDataBase64: "YQ==")) == ["\(field) must have only one userdatasource set."])
        #expect(
            seed(.init(networkData: "a", networkDataSecretRef: .init(name: "s"))) == [
                "\(field) must have only one networkdata source set."
            ])
        #expect(seed(.init(userData: String(repeating: "a", count: 2048))).isEmpty)
        #expect(
            seed(.init(userData: String(repeating: "ä", count: 1025))) == [
                "\(field) userdata exceeds 2048 byte limit. Should use UserDataSecretRef for larger data."
            ])
        #expect(
            seed(.init(networkData: String(repeating: "a", count: 2049))) == [
                "\(field) networkdata exceeds 2048 byte limit. Should use NetworkDataSecretRef for larger data."
            ])
        #expect(
            seed(.init(userDataBase64: "?")) == [
                "\(field).userDataBase64 is not a valid base64 value."
            ])
        #expect(
            causes(Volume(cloudInitConfigDrive: .init(), name: "a")).map(\.field) == [
                "spec.volumes[0].cloudInitConfigDrive"
            ])
    }
}
