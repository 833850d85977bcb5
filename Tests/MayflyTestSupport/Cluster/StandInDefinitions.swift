import Kubernetes

/// Kinds of CDI's that a test's API server has to know, as far as they matter here.
enum StandInDefinitions {
    static let resources = [
        Resource("cdi.kubevirt.io/v1beta1", "datavolumes"),
        Resource("cdi.kubevirt.io/v1beta1", "cdiconfigs", isNamespaced: false),
        Resource("upload.cdi.kubevirt.io/v1beta1", "uploadtokenrequests"),
    ]

    static let all = [
        definition(
            "cdi.kubevirt.io", "CDIConfig", "Cluster",
            """
            "spec": {"type": "object", "x-kubernetes-preserve-unknown-fields": true},
            "status": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}
            """),
        // CDI's own API server answers with a token; here each has it by default.
        definition(
            "upload.cdi.kubevirt.io", "UploadTokenRequest", "Namespaced",
            """
            "spec": {"type": "object", "properties": {"pvcName": {"type": "string"}}},
            "status": {"type": "object", "properties": {"token": {"type": "string"}},
              "default": {"token": "\(StandInUpload.token)"}}
            """),
    ]

    /// The default one.
    static let storageClass = Array(
        """
        {"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "provisioner": "none",
         "metadata": {"name": "standard", "annotations": {"storageclass.kubernetes.io/is-default-class": "true"}}}
        """.utf8)

    private static func definition(
        _ group: String, _ kind: String, _ scope: String, _ properties: String
    ) -> [UInt8] {
        let singular = kind.lowercased()
        return Array(
            """
            {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
             "metadata": {"name": "\(singular)s.\(group)",
               "annotations": {"api-approved.kubernetes.io": "unapproved, for tests"}},
             "spec": {"group": "\(group)", "scope": "\(scope)",
               "names": {"kind": "\(kind)", "listKind": "\(kind)List", "plural": "\(singular)s", "singular": "\(singular)"},
               "versions": [{"name": "v1beta1", "served": true, "storage": true,
                 "schema": {"openAPIV3Schema": {"type": "object", "properties": {\(properties)}}}}]}}
            """.utf8)
    }
}
