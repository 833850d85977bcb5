extension MigrationPolicy {
    /// Why a cluster with this configuration would refuse the policy; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        var causes: [StatusCause] = []
        func refuse(_ message: String, _ place: String) { causes.append(.invalid(message, at: "spec." + place)) }
        let findsStalls = configuration.isEnabled(.migrationStallDetection)
        let tunesDowntime = configuration.isEnabled(.migrationDowntimeTuning)
        if let timeout = spec.completionTimeoutPerGiB, timeout < 0 {
            refuse("must not be negative", "completionTimeoutPerGiB")
        }
        if spec.maxDowntimeMs != nil, !findsStalls, !tunesDowntime {
            refuse(
                "maxDowntimeMs cannot be modified without enabling the MigrationStallDetection or "
                    + "MigrationDowntimeTuning feature gate", "maxDowntimeMs")
        }
        if let options = spec.experimental {
            if options.downtimeTuning != nil, !tunesDowntime {
                refuse(
                    "experimental.downtimeTuning cannot be modified without enabling the MigrationDowntimeTuning "
                        + "feature gate", "experimental.downtimeTuning")
            }
            if options.downtimeTuning != nil, options.stallDetector != nil {
                refuse(
                    "experimental.stallDetector and experimental.downtimeTuning are mutually exclusive; the stall "
                        + "detection path manages its own downtime schedule", "experimental")
            }
            if let detector = options.stallDetector {
                if !findsStalls {
                    refuse(
                        "experimental.stallDetector cannot be modified without enabling the MigrationStallDetection "
                            + "feature gate", "experimental.stallDetector")
                }
                for (part, problem) in detector.problems { refuse(problem, "experimental.stallDetector.\(part)") }
            }
        }
        if let bandwidth = spec.bandwidthPerMigration, bandwidth < .zero {
            refuse("must not be negative", "bandwidthPerMigration")
        }
        return causes
    }
}

extension VirtualMachineInstanceStatus.StallDetectorOptions {
    fileprivate var problems: [(part: String, problem: String)] {
        let factors: [(String, Quantity?, (Quantity) -> String?)] = [
            ("ewmaAlpha", ewmaAlpha, { $0 > .zero ? Self.atMostOne($0) : "must be greater than 0" }),
            ("precopyPossibleFactor", precopyPossibleFactor, Self.atLeastOne),
            ("patienceWindowDecayFactor", patienceWindowDecayFactor, Self.atMostOne),
            ("completionTimeoutFactor", completionTimeoutFactor, Self.atLeastOne),
        ]
        return factors.compactMap { part, factor, bounds in
            guard let factor, let problem = Self.problem(of: factor) ?? bounds(factor) else { return nil }
            return (part, problem)
        }
    }

    private static let one = Quantity(nanos: Quantity.nanosInOne, format: .decimalSI)

    private static func atLeastOne(_ factor: Quantity) -> String? {
        factor < one ? "must be greater than or equal to 1" : nil
    }

    private static func atMostOne(_ factor: Quantity) -> String? {
        factor > one ? "must be less than or equal to 1" : nil
    }

    private static func problem(of factor: Quantity) -> String? {
        if factor < .zero { return "invalid scalar \"\(factor)\": must not be negative" }
        let thousandth = Quantity.nanosInOne / 1000
        guard factor.nanos % thousandth == 0 else {
            return "invalid scalar \"\(factor)\": must have at most 3 decimal places"
        }
        return nil
    }
}
