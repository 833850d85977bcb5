package import Fixtures
package import KubeVirt
package import YAML

extension CompanionObjects {
    /// Takes a document that is an object which machines name; false for another.
    package mutating func take(_ node: Node, _ file: String) throws(FixtureError) -> Bool {
        guard let kind = node["kind"]?.scalar?.text, let version = node["apiVersion"]?.scalar?.text else {
            return false
        }
        do throws(YAMLError) {
            let decoder = YAMLDecoder()
            switch (version, kind) {
            case (ConfigMap.apiVersion, ConfigMap.kind):
                configMaps.append(try decoder.decode(ConfigMap.self, from: node, file: file))
            case (Secret.apiVersion, Secret.kind):
                secrets.append(try decoder.decode(Secret.self, from: node, file: file))
            case (PersistentVolumeClaim.apiVersion, PersistentVolumeClaim.kind):
                claims.append(try decoder.decode(PersistentVolumeClaim.self, from: node, file: file))
            case (DataVolume.apiVersion, DataVolume.kind):
                dataVolumes.append(try decoder.decode(DataVolume.self, from: node, file: file))
            default: return false
            }
        } catch {
            throw FixtureDocuments.error(error, file)
        }
        return true
    }

    /// These, and those of a parent's file that are not here under their names.
    package func over(_ parent: CompanionObjects) -> CompanionObjects {
        func joined<Object: KubernetesObject>(_ own: [Object], _ inherited: [Object]) -> [Object] {
            inherited.filter { object in
                !own.contains {
                    $0.metadata.name == object.metadata.name && $0.metadata.namespace == object.metadata.namespace
                }
            } + own
        }
        return CompanionObjects(
            configMaps: joined(configMaps, parent.configMaps), secrets: joined(secrets, parent.secrets),
            claims: joined(claims, parent.claims), dataVolumes: joined(dataVolumes, parent.dataVolumes))
    }
}
