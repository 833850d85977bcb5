import KubeVirt
import Testing

@Suite struct MigrationAdmissionTests {
    private func found(
        _ spec: VirtualMachineInstanceMigrationSpec, without: [FeatureGate] = []
    ) -> Set<String> {
        VirtualMachineInstanceMigration(spec: spec).admission(under: .init(disabledFeatureGates: without)).verdicts
    }

    @Test("a migration names its machine, and leaves its priority to KubeVirt")
    func migration() {
        #expect(found(.init(vmiName: "vm")).isEmpty)
        #expect(found(.init()) == ["Required spec.vmiName"])
        #expect(found(.init(priority: "user-triggered", vmiName: "vm")) == ["Forbidden spec.migrationPriority"])
    }

    @Test("a migration between clusters has one id, and a gate")
    func decentralized() {
        func between(_ receive: String, without: [FeatureGate] = []) -> Set<String> {
            found(
                .init(
                    receive: .init(migrationID: receive), sendTo: .init(connectURL: "u", migrationID: "1"),
                    vmiName: "vm"), without: without)
        }
        #expect(between("1").isEmpty)
        #expect(between("2") == ["Invalid -"])
        #expect(between("1", without: [.decentralizedLiveMigration]) == ["NotSupported -"])
    }

    private func policy(
        gates: [FeatureGate] = [], _ change: (inout MigrationPolicySpec) -> Void
    ) -> Set<String> {
        var spec = MigrationPolicySpec(selectors: .init())
        change(&spec)
        return MigrationPolicy(spec: spec).admission(under: .init(featureGates: gates)).verdicts
    }

    @Test("a policy's amounts are not negative, and new options need their gates")
    func policy() {
        #expect(policy { $0.completionTimeoutPerGiB = 0 }.isEmpty)
        #expect(policy { $0.completionTimeoutPerGiB = -1 } == ["Invalid spec.completionTimeoutPerGiB"])
        #expect(policy { $0.bandwidthPerMigration = .mebibytes(64) }.isEmpty)
        #expect(policy { $0.bandwidthPerMigration = .mebibytes(-64) } == ["Invalid spec.bandwidthPerMigration"])
        #expect(policy { $0.maxDowntimeMs = 300 } == ["Invalid spec.maxDowntimeMs"])
        for gate in [FeatureGate.migrationStallDetection, .migrationDowntimeTuning] {
            #expect(policy(gates: [gate]) { $0.maxDowntimeMs = 300 }.isEmpty)
        }
        #expect(
            policy { $0.experimental = .init(downtimeTuning: .init()) } == ["Invalid spec.experimental.downtimeTuning"])
        #expect(
            policy { $0.experimental = .init(stallDetector: .init()) } == ["Invalid spec.experimental.stallDetector"])
        #expect(
            policy(gates: [.migrationStallDetection, .migrationDowntimeTuning]) {
                $0.experimental = .init(downtimeTuning: .init(), stallDetector: .init())
            } == ["Invalid spec.experimental"])
    }

    @Test("factors are within their bounds, to a thousandth")
    func factors() throws {
        let place = "spec.experimental.stallDetector"
        func factor(
            _ part: WritableKeyPath<VirtualMachineInstanceStatus.StallDetectorOptions, Quantity?>, _ text: String
        ) throws -> Set<String> {
            var options = VirtualMachineInstanceStatus.StallDetectorOptions()
            options[keyPath: part] = try Quantity(text)
            return policy(gates: [.migrationStallDetection]) { $0.experimental = .init(stallDetector: options) }
        }
        for (text, fits) in [
            ("0.4", true), ("1", true), ("0", false), ("1.001", false), ("-1", false), ("0.0004", false),
        ] {
            #expect(try factor(\.ewmaAlpha, text) == (fits ? [] : ["Invalid \(place).ewmaAlpha"]), "\(text)")
        }
        #expect(try factor(\.precopyPossibleFactor, "1") == [])
        #expect(try factor(\.precopyPossibleFactor, "999m") == ["Invalid \(place).precopyPossibleFactor"])
        #expect(try factor(\.patienceWindowDecayFactor, "0") == [])
        #expect(try factor(\.patienceWindowDecayFactor, "2") == ["Invalid \(place).patienceWindowDecayFactor"])
        #expect(try factor(\.completionTimeoutFactor, "0") == ["Invalid \(place).completionTimeoutFactor"])
    }
}
