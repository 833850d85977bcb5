import Manifests
import Testing

@Suite struct ManifestKindTests {
    @Test("kinds of different versions are different kinds")
    func versions() {
        #expect(
            ManifestKind(apiVersion: "kubevirt.io/v1", kind: "VirtualMachine")
                != ManifestKind(apiVersion: "kubevirt.io/v1alpha3", kind: "VirtualMachine"))
    }
}
