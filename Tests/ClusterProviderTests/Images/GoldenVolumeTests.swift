import KubeVirt
import Testing

@testable import ClusterProvider

/// Which disk of a cluster is which image.
@Suite struct GoldenVolumeTests {
    private func disk(_ digit: String) -> SuppliedDisk {
        SuppliedDisk(digest: String(repeating: digit, count: 64), virtualSize: 5 << 30, architecture: .amd64)
    }

    @Test func `an image has one name in each storage class`() {
        let golden = GoldenVolume(disk("a"), storageClass: nil)
        #expect(golden.name == "mayfly-image-" + String(repeating: "a", count: 32))
        #expect(golden == GoldenVolume(disk("a"), storageClass: nil))
        #expect(golden.name != GoldenVolume(disk("b"), storageClass: nil).name)
        #expect(GoldenVolume(disk("a"), storageClass: "fast").name == golden.name + "-fast")
    }

    @Test func `a volume says what it is, is bound before anybody runs on it, and stays when it is full`() {
        let volume = GoldenVolume(disk("a"), storageClass: "fast").volume(process: "zyxwvutsrqp")
        #expect(volume.metadata.labels?[RunLabels.part] == "image")
        #expect(volume.metadata.labels?[RunLabels.process] == "zyxwvutsrqp")
        let annotations = volume.metadata.annotations ?? [:]
        #expect(annotations[RunLabels.content] == "sha256:" + String(repeating: "a", count: 64))
        #expect(annotations["cdi.kubevirt.io/storage.bind.immediate.requested"] == "true")
        #expect(annotations["cdi.kubevirt.io/storage.deleteAfterCompletion"] == "false")
        #expect(volume.spec.source?.upload != nil && volume.spec.storage?.storageClassName == "fast")
        #expect(volume.spec.storage?.resources?.requests?["storage"] == .gibibytes(5))
    }

    @Test func `a name that is too long for a label is cut where a label may end`() {
        let text = String(repeating: "a", count: 61) + "-.x"
        #expect(text.label == String(repeating: "a", count: 61))
        #expect("short".label == "short")
    }
}
