/// A type with fields that KubeVirt's CustomResourceDefinitions bound more tightly than their Swift types do.
package protocol LimitedFields {
    /// What each such field may hold, by its name.
    static var fieldLimits: [String: FieldLimit] { get }
}

/// What a field may hold beside what its type says.
package struct FieldLimit: Sendable, Hashable {
    /// The most items that a list may have.
    package var maxItems: Int?
    /// The most characters that a text may have.
    package var maxLength: Int?
    /// The only texts there are.
    package var words: [String]?
    package var minimum: Int64?
    package var maximum: Int64?

    static func items(_ most: Int) -> FieldLimit { FieldLimit(maxItems: most) }
    static func words(_ words: String...) -> FieldLimit { FieldLimit(words: words) }
    static func atLeast(_ minimum: Int64) -> FieldLimit { FieldLimit(minimum: minimum) }
    static func within(_ range: ClosedRange<Int64>) -> FieldLimit {
        FieldLimit(minimum: range.lowerBound, maximum: range.upperBound)
    }
}

// The limits of KubeVirt's definitions. Its OpenAPI document, which the types are made from, has none of them.

extension VirtualMachineInstanceSpec: LimitedFields {
    package static let fieldLimits: [String: FieldLimit] = [
        "accessCredentials": .items(256), "networks": .items(256), "utilityVolumes": .items(256),
        "volumes": .items(256),
    ]
}

extension DomainSpec: LimitedFields {
    package static let fieldLimits: [String: FieldLimit] = ["rebootPolicy": .words("Reboot", "Terminate")]
}

extension DomainSpec.Devices: LimitedFields {
    package static let fieldLimits: [String: FieldLimit] = ["disks": .items(256), "interfaces": .items(256)]
}

extension DomainSpec.ReservedOverhead: LimitedFields {
    package static let fieldLimits: [String: FieldLimit] = ["memLock": .words("NotRequired", "Required")]
}

extension VirtualMachineInstanceSpec.ContainerPathVolumeSource: LimitedFields {
    package static let fieldLimits: [String: FieldLimit] = ["path": FieldLimit(maxLength: 4096)]
}

extension DataVolumeSpec: LimitedFields {
    package static let fieldLimits: [String: FieldLimit] = ["contentType": .words("kubevirt", "archive")]
}

extension VirtualMachineInstanceStatus.ExperimentalMigrationOptions: LimitedFields {
    package static let fieldLimits: [String: FieldLimit] = ["compression": .words("none", "zstd")]
}

extension VirtualMachineInstanceStatus.DowntimeTuningOptions: LimitedFields {
    package static let fieldLimits: [String: FieldLimit] = [
        "cooldownSeconds": .atLeast(1), "initialMs": .atLeast(1), "startAfterIteration": .atLeast(1),
        "steps": .atLeast(1),
    ]
}

extension VirtualMachineInstanceStatus.StallDetectorOptions: LimitedFields {
    package static let fieldLimits: [String: FieldLimit] = [
        "stallMargin": .within(0...100), "stallProgressTimeout": .atLeast(0), "switchoverTimeout": .atLeast(0),
    ]
}

extension VirtualMachineInstanceStatus.VMIMConfigurationOptions: LimitedFields {
    package static let fieldLimits: [String: FieldLimit] = ["maxDowntimeMs": .within(1...2_000_000)]
}
