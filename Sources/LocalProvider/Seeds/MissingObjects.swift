import KubeVirt
import Seeds

extension VirtualMachineInstance {
    /// What a run would refuse of the config maps, secrets and accounts that the machine names, a line for each.
    func missingObjects(among objects: CompanionObjects) -> [String] {
        let finder = ObjectFinder(objects: objects, namespace: metadata.namespace)
        var lines: [String] = []
        func check(_ field: String, _ body: () throws(SeedError) -> Void) {
            do throws(SeedError) { try body() } catch {
                lines.append("\([field, error.field].filter { !$0.isEmpty }.joined(separator: ".")): \(error.message)")
            }
        }
        for (index, volume) in (spec.volumes ?? []).enumerated() {
            let field = "spec.volumes[\(index)]"
            check(field) { () throws(SeedError) in _ = try VolumeDisk(volume, of: self, objects: objects) }
            let seed = volume.cloudInitNoCloud == nil ? "cloudInitConfigDrive" : "cloudInitNoCloud"
            check("\(field).\(seed)") { () throws(SeedError) in
                guard let cloudInit = try MachineSeed.cloudInit(of: volume, finder) else { return }
                _ = try spec.seedKeys(for: cloudInit.format, finder)
            }
        }
        do throws(RefusedField) { _ = try AgentCredentials(self, objects: objects) } catch {
            lines.append("\(error.cause)")
        }
        return lines
    }
}
