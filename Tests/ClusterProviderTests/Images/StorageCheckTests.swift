import KubeVirt
import Machines
import Testing

@testable import ClusterProvider

/// A cluster without storage for a disk says so before anything waits for it.
@Suite struct StorageCheckTests {
    private func storage(_ name: String, isDefault: Bool = false) -> StorageClass {
        let key = "storageclass.kubernetes.io/is-default-class"
        return StorageClass(metadata: ObjectMeta(annotations: isDefault ? [key: "true"] : nil, name: name))
    }

    @Test func `the default class will do, and one that is named has to be there`() {
        let classes = [storage("slow"), storage("fast", isDefault: true)]
        #expect(StorageCheck.failure(classes, nil) == nil)
        #expect(StorageCheck.failure(classes, "slow") == nil)
        let unknown = StorageCheck.failure(classes, "fats")?.message
        #expect(unknown?.contains("no storage class ‘fats’; it has fast, slow") == true)
        #expect(unknown?.contains("MAYFLY_STORAGE_CLASS") == true)
    }

    @Test func `without a default one, and without any, there is a remedy each`() {
        let text = StorageCheck.failure([storage("slow")], nil)?.message
        #expect(text?.contains("no default storage class; it has slow: name one") == true)
        #expect(StorageCheck.failure([], nil)?.message.contains("it has none: have its administrator") == true)
    }
}
