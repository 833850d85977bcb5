import Fixtures
import KubeVirt
import Kubernetes
import Machines
import MayflyTestSupport
import Seeds
import Testing

@testable import ClusterProvider

/// A fixture becomes a VMI and what that names.
@Suite struct ClusterBindingTests {
    private var place: BindingPlace {
        BindingPlace(
            name: "web", run: "abcdefghijk", process: "zyxwvutsrqp", pid: 1, namespace: "ci",
            access: .init(privateKey: "private", publicKey: "ssh-ed25519 A", hostKey: "ssh-ed25519 H"), hostKey: "host")
    }

    private func bound(
        _ place: BindingPlace? = nil, _ change: (inout Fixture) -> Void = { _ in }
    ) throws -> ClusterBinding {
        var fixture = Fixture.fakeOnCluster(name: "web")
        change(&fixture)
        return try ClusterBinding(fixture, at: place ?? self.place)
    }

    private var golden: GoldenVolume {
        let disk = SuppliedDisk(digest: String(repeating: "0a", count: 32), virtualSize: 1 << 30, architecture: .arm64)
        return GoldenVolume(disk, storageClass: "fast")
    }

    private func text(_ binding: ClusterBinding, _ name: String, _ file: String) -> String {
        let secret = binding.secrets.first { $0.metadata.name == name }
        return String(decoding: secret?.files[file] ?? [], as: UTF8.self)
    }

    @Test func `all of a machine carries its run and its process, and the user's own labels stay`() throws {
        let binding = try bound { $0.template.metadata = ObjectMeta(labels: ["mine": "1", RunLabels.run: "forged"]) }
        #expect(binding.vmi.metadata.name == "web-abcdefghijk")
        #expect(binding.vmi.spec.hostname == "web")
        #expect(binding.vmi.metadata.labels?["mine"] == "1")
        let record = try binding.record.secret(process: "zyxwvutsrqp", owner: nil)
        for labels in [binding.vmi.metadata.labels, record.metadata.labels] + binding.secrets.map(\.metadata.labels) {
            #expect(labels?[RunLabels.run] == "abcdefghijk" && labels?[RunLabels.process] == "zyxwvutsrqp")
        }
        #expect(MachineRecord(record) == binding.record)
        #expect(binding.vmi.admission(under: .singleHost) == [])
    }

    @Test func `a long name is cut so that a label can hold it`() throws {
        var place = place
        place.name = String(repeating: "a", count: 50) + "." + String(repeating: "b", count: 12)
        let name = try bound(place).vmi.metadata.name
        #expect(name == String(repeating: "a", count: 50) + "-abcdefghijk")
    }

    @Test func `the root disk comes from the fixture's registry, or from what stands for it`() throws {
        func image(_ fixture: inout Fixture) {
            fixture.image = FixtureImage(
                source: .registry(RegistrySource(url: "docker://registry.example/disk@sha256:1", architecture: "arm64"))
            )
        }
        var place = place
        place.root = .containerDisk("registry.example/disk@sha256:1", path: "/disk/a.qcow2", architecture: .arm64)
        let own = try bound(place, image)
        #expect(own.vmi.spec.volumes?.first?.containerDisk?.path == "/disk/a.qcow2")
        #expect(own.vmi.spec.volumes?.first?.containerDisk?.image == "registry.example/disk@sha256:1")
        #expect(own.vmi.spec.architecture == .arm64)
        #expect(own.vmi.spec.domain.devices.disks?.map(\.name) == ["root", "seed"])
        place.root = .containerDisk("registry.example/other:2")
        let other = try bound(place, image)
        #expect(other.vmi.spec.volumes?.first?.containerDisk?.image == "registry.example/other:2")
        #expect(other.vmi.spec.architecture == nil && other.root == nil)
        let taken = #expect(throws: MachineError.self) {
            try bound(place) {
                $0.template.spec.volumes = [.init(emptyDisk: .init(capacity: .gibibytes(1)), name: "root")]
            }
        }
        #expect(taken?.message.contains("spec.volumes[0].name") == true)
    }

    @Test func `a disk that the cluster makes is a clone of the image's, for the processor that the image is for`()
        throws
    {
        var place = place
        place.root = .clone(of: golden, architecture: .arm64)
        let binding = try bound(place)
        let root = try #require(binding.root)
        #expect(
            root.metadata.name == "mayfly-abcdefghijk-root" && root.metadata.labels?[RunLabels.run] == "abcdefghijk")
        #expect(root.spec.source?.pvc?.name == golden.name && root.spec.source?.pvc?.namespace == "ci")
        #expect(root.spec.storage?.storageClassName == "fast")
        #expect(root.spec.storage?.resources?.requests?["storage"] == .gibibytes(1))
        #expect(binding.vmi.spec.volumes?.first?.dataVolume?.name == root.metadata.name)
        #expect(binding.vmi.spec.architecture == .arm64)
    }

    @Test func `a seed is added where there is none, with our keys and the host's`() throws {
        let binding = try bound()
        let seed = try #require(binding.vmi.spec.volumes?.first { $0.name == "seed" }?.cloudInitNoCloud)
        #expect(seed.secretRef?.name == "mayfly-abcdefghijk-seed" && seed.userData == nil)
        #expect(text(binding, "mayfly-abcdefghijk-seed", "userdata").hasPrefix("#cloud-config\n"))
        #expect(text(binding, "mayfly-abcdefghijk-seed", "userdata").contains("ed25519_private"))
        #expect(text(binding, "mayfly-abcdefghijk-keys", "mayfly") == "ssh-ed25519 A")
        let credential = binding.vmi.spec.accessCredentials?.first?.sshPublicKey
        #expect(credential?.source.secret?.secretName == "mayfly-abcdefghijk-keys")
        #expect(credential?.propagationMethod.noCloud != nil && credential?.propagationMethod.configDrive == nil)
        #expect(!"\(binding.record)".contains("private"))
    }

    @Test func `the user's own data is in the seed, from the template or from a secret`() throws {
        let own = "#cloud-config\nhostname: mine\n"
        let plain = try bound {
            $0.template.spec.volumes = [.init(cloudInitConfigDrive: .init(networkData: "n", userData: own), name: "c")]
            $0.template.spec.domain.devices.disks = [.init(disk: .init(bus: .virtio), name: "c")]
        }
        let source = plain.vmi.spec.volumes?.first?.cloudInitConfigDrive
        #expect(source?.networkData == "n" && source?.userData == nil)
        #expect(plain.vmi.spec.accessCredentials?.first?.sshPublicKey?.propagationMethod.configDrive != nil)
        let message = try #require(try SeedMessage.bytes(own: Array(own.utf8), ours: "#cloud-config\n", run: "r"))
        #expect(String(decoding: message, as: UTF8.self).contains("multipart/mixed"))
        var place = place
        place.userData["theirs"] = Array(own.utf8)
        let named = try bound(place) {
            $0.template.spec.volumes = [.init(cloudInitNoCloud: .init(secretRef: .init(name: "theirs")), name: "c")]
            $0.template.spec.domain.devices.disks = [.init(disk: .init(bus: .virtio), name: "c")]
        }
        #expect(
            text(named, "mayfly-abcdefghijk-seed", "userdata") == text(plain, "mayfly-abcdefghijk-seed", "userdata"))
    }

    @Test func `a guest that reads Ignition is left alone, and nobody can log in by us`() throws {
        let binding = try bound {
            $0.template.spec.volumes = [
                .init(cloudInitConfigDrive: .init(userData: "{\"ignition\": {\"version\": \"3.0.0\"}}"), name: "c")
            ]
        }
        #expect(binding.secrets.isEmpty && binding.record.access == nil && binding.vmi.spec.accessCredentials == nil)
        #expect(binding.vmi.spec.volumes?.first?.cloudInitConfigDrive?.userData?.contains("ignition") == true)
    }

    @Test func `the record owns the rest, so that a cluster collects it`() throws {
        var place = place
        place.root = .clone(of: golden)
        var binding = try bound(place)
        binding.own(by: MadeObject(name: "mayfly-abcdefghijk", uid: "u"))
        let owned = [binding.vmi.metadata, binding.root?.metadata] + binding.secrets.map(\.metadata)
        let owners = owned.map { $0?.ownerReferences }
        for owner in owners { #expect(owner?.map(\.uid) == ["u"]) }
    }
}
