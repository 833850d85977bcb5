import KubeVirt

/// What a VMI's status says in each phase.
enum StandInStatus {
    static let ready = VirtualMachineInstanceStatus.Condition(status: "True", type: "Ready")

    static func words(
        _ phase: VirtualMachineInstanceStatus.Phase, conditions: [VirtualMachineInstanceStatus.Condition] = []
    ) -> JSONValue {
        var fields: [String: JSONValue] = [
            "phase": .string(phase.rawValue), "conditions": .array(conditions.map(words)),
        ]
        if phase == .running {
            fields["nodeName"] = .string("node-of-no-machine")
            fields["interfaces"] = .array([
                .object(["ipAddress": .string("10.244.0.10"), "name": .string("default")])
            ])
        }
        return .object(fields)
    }

    private static func words(_ condition: VirtualMachineInstanceStatus.Condition) -> JSONValue {
        var fields: [String: JSONValue] = ["type": .string(condition.type), "status": .string(condition.status)]
        fields["reason"] = condition.reason.map { .string($0) }
        fields["message"] = condition.message.map { .string($0) }
        return .object(fields)
    }
}
