package main

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	coordination "k8s.io/api/coordination/v1"
	core "k8s.io/api/core/v1"
	rbac "k8s.io/api/rbac/v1"
	storagekinds "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apiserver/pkg/registry/generic"
	registry "k8s.io/apiserver/pkg/registry/generic/registry"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/server"
	"k8s.io/apiserver/pkg/server/options"
	"k8s.io/apiserver/pkg/storage"
	"k8s.io/apiserver/pkg/storage/names"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
)

// What a real cluster serves beside custom resources, and tests ask for.
type kind struct {
	version       schema.GroupVersion
	name          string
	plural, short string
	isNamespaced  bool
}

var kinds = []kind{
	{core.SchemeGroupVersion, "Namespace", "namespaces", "ns", false},
	{core.SchemeGroupVersion, "Node", "nodes", "no", false},
	{core.SchemeGroupVersion, "ConfigMap", "configmaps", "cm", true},
	{core.SchemeGroupVersion, "Secret", "secrets", "", true},
	{core.SchemeGroupVersion, "Event", "events", "ev", true},
	{core.SchemeGroupVersion, "Pod", "pods", "po", true},
	{core.SchemeGroupVersion, "Service", "services", "svc", true},
	{core.SchemeGroupVersion, "ServiceAccount", "serviceaccounts", "sa", true},
	{core.SchemeGroupVersion, "PersistentVolumeClaim", "persistentvolumeclaims", "pvc", true},
	{core.SchemeGroupVersion, "PersistentVolume", "persistentvolumes", "pv", false},
	{coordination.SchemeGroupVersion, "Lease", "leases", "", true},
	{storagekinds.SchemeGroupVersion, "StorageClass", "storageclasses", "sc", false},
	{rbac.SchemeGroupVersion, "Role", "roles", "", true},
	{rbac.SchemeGroupVersion, "RoleBinding", "rolebindings", "", true},
	{rbac.SchemeGroupVersion, "ClusterRole", "clusterroles", "", false},
	{rbac.SchemeGroupVersion, "ClusterRoleBinding", "clusterrolebindings", "", false},
}

var (
	types  = runtime.NewScheme()
	codecs = serializer.NewCodecFactory(types)
)

func init() {
	for _, add := range []func(*runtime.Scheme) error{
		core.AddToScheme, coordination.AddToScheme, storagekinds.AddToScheme, rbac.AddToScheme,
	} {
		check(add(types))
	}
	metav1.AddToGroupVersion(types, schema.GroupVersion{Version: "v1"})
	for _, k := range kinds {
		// There is one version of each, so that it is also the form in which the server thinks.
		internal := schema.GroupVersion{Group: k.version.Group, Version: runtime.APIVersionInternal}
		types.AddKnownTypeWithName(internal.WithKind(k.name), k.object(""))
		types.AddKnownTypeWithName(internal.WithKind(k.name+"List"), k.object("List"))
		check(types.AddFieldLabelConversionFunc(k.version.WithKind(k.name), func(label, value string) (string, string, error) {
			if _, isKnown := selectable(k.object(""))[label]; isKnown {
				return label, value, nil
			}
			return "", "", fmt.Errorf("%s cannot be selected by the field %s", k.plural, label)
		}))
	}
}

func (k kind) object(suffix string) runtime.Object {
	object, err := types.New(k.version.WithKind(k.name + suffix))
	check(err)
	return object
}

func part(object runtime.Object, name string) reflect.Value {
	return reflect.ValueOf(object).Elem().FieldByName(name)
}

func (k kind) hasStatus() bool { return part(k.object(""), "Status").IsValid() }

// The fields by which objects may be selected.
func selectable(object runtime.Object) fields.Set {
	accessor, err := meta.Accessor(object)
	check(err)
	found := fields.Set{"metadata.name": accessor.GetName(), "metadata.namespace": accessor.GetNamespace()}
	switch o := object.(type) {
	case *core.Pod:
		found["status.phase"], found["spec.nodeName"] = string(o.Status.Phase), o.Spec.NodeName
	case *core.Secret:
		found["type"] = string(o.Type)
	case *core.Event:
		found["type"], found["reason"] = o.Type, o.Reason
		found["involvedObject.kind"], found["involvedObject.name"] = o.InvolvedObject.Kind, o.InvolvedObject.Name
		found["involvedObject.namespace"] = o.InvolvedObject.Namespace
		found["involvedObject.uid"] = string(o.InvolvedObject.UID)
	}
	return found
}

func attributes(object runtime.Object) (labels.Set, fields.Set, error) {
	accessor, err := meta.Accessor(object)
	if err != nil {
		return nil, nil, err
	}
	return accessor.GetLabels(), selectable(object), nil
}

// How objects of a kind are written: through `status` only their status, else all but it.
type writing struct {
	runtime.ObjectTyper
	names.NameGenerator
	kind
	status bool
}

func (w writing) NamespaceScoped() bool                                                 { return w.isNamespaced }
func (w writing) AllowCreateOnUpdate() bool                                             { return false }
func (w writing) AllowUnconditionalUpdate() bool                                        { return true }
func (w writing) Validate(context.Context, runtime.Object) field.ErrorList              { return nil }
func (w writing) WarningsOnCreate(context.Context, runtime.Object) []string             { return nil }
func (w writing) WarningsOnUpdate(_ context.Context, _, _ runtime.Object) []string      { return nil }
func (w writing) ValidateUpdate(_ context.Context, _, _ runtime.Object) field.ErrorList { return nil }

func (w writing) Canonicalize(object runtime.Object) {
	secret, isSecret := object.(*core.Secret)
	if !isSecret {
		return
	}
	if secret.Type == "" {
		secret.Type = core.SecretTypeOpaque
	}
	for name, text := range secret.StringData {
		if secret.Data == nil {
			secret.Data = map[string][]byte{}
		}
		secret.Data[name] = []byte(text)
	}
	secret.StringData = nil
}

func (w writing) PrepareForCreate(_ context.Context, object runtime.Object) {
	if w.hasStatus() {
		part(object, "Status").SetZero()
	}
	switch o := object.(type) {
	case *core.Namespace:
		o.Finalizers = append(o.Finalizers, emptied)
		if o.Labels == nil {
			o.Labels = map[string]string{}
		}
		o.Labels[core.LabelMetadataName] = o.Name
		o.Status.Phase = core.NamespaceActive
	case *core.Pod:
		o.Status.Phase = core.PodPending
	case *core.PersistentVolumeClaim:
		o.Status.Phase = core.ClaimPending
	}
}

func (w writing) PrepareForUpdate(_ context.Context, object, old runtime.Object) {
	if !w.hasStatus() {
		return
	}
	if !w.status {
		part(object, "Status").Set(part(old, "Status"))
		return
	}
	changed := object.DeepCopyObject()
	whole := reflect.ValueOf(object).Elem()
	whole.Set(reflect.ValueOf(old.DeepCopyObject()).Elem())
	part(object, "Status").Set(part(changed, "Status"))
	from, err := meta.Accessor(changed)
	check(err)
	to, err := meta.Accessor(object)
	check(err)
	to.SetResourceVersion(from.GetResourceVersion())
	to.SetManagedFields(from.GetManagedFields())
}

func (w writing) GetResetFields() map[fieldpath.APIVersion]*fieldpath.Set {
	if !w.hasStatus() {
		return nil
	}
	name := "status"
	if w.status {
		name = "spec"
	}
	return map[fieldpath.APIVersion]*fieldpath.Set{
		fieldpath.APIVersion(w.version.String()): fieldpath.NewSet(fieldpath.MakePathOrDie(name)),
	}
}

// All of an object, and its status alone.
type objects struct {
	*registry.Store
	kind
}

func (o *objects) ShortNames() []string {
	if o.short == "" {
		return nil
	}
	return []string{o.short}
}

type statuses struct{ store *registry.Store }

func (s *statuses) New() runtime.Object { return s.store.New() }
func (s *statuses) Destroy()            {}
func (s *statuses) Get(ctx context.Context, name string, options *metav1.GetOptions) (runtime.Object, error) {
	return s.store.Get(ctx, name, options)
}
func (s *statuses) Update(
	ctx context.Context, name string, info rest.UpdatedObjectInfo, create rest.ValidateObjectFunc,
	update rest.ValidateObjectUpdateFunc, _ bool, options *metav1.UpdateOptions,
) (runtime.Object, bool, error) {
	return s.store.Update(ctx, name, info, create, update, false, options)
}
func (s *statuses) GetResetFields() map[fieldpath.APIVersion]*fieldpath.Set {
	return s.store.GetResetFields()
}
func (s *statuses) ConvertToTable(ctx context.Context, object, options runtime.Object) (*metav1.Table, error) {
	return s.store.ConvertToTable(ctx, object, options)
}

func (k kind) store(etcd options.EtcdOptions) (*registry.Store, error) {
	etcd.StorageConfig.Prefix = "/registry/kinds"
	etcd.StorageConfig.Codec = codecs.LegacyCodec(k.version)
	etcd.StorageConfig.EncodeVersioner = runtime.NewMultiGroupVersioner(k.version, schema.GroupKind{Group: k.version.Group})
	resource := schema.GroupResource{Group: k.version.Group, Resource: k.plural}
	how := writing{types, names.SimpleNameGenerator, k, false}
	store := &registry.Store{
		NewFunc:                   func() runtime.Object { return k.object("") },
		NewListFunc:               func() runtime.Object { return k.object("List") },
		DefaultQualifiedResource:  resource,
		SingularQualifiedResource: schema.GroupResource{Group: k.version.Group, Resource: strings.ToLower(k.name)},
		PredicateFunc: func(label labels.Selector, field fields.Selector) storage.SelectionPredicate {
			return storage.SelectionPredicate{Label: label, Field: field, GetAttrs: attributes}
		},
		CreateStrategy: how, UpdateStrategy: how, DeleteStrategy: how, ResetFieldsStrategy: how,
		TableConvertor: rest.NewDefaultTableConvertor(resource),
	}
	getter := etcd.CreateRESTOptionsGetter(&options.SimpleStorageFactory{StorageConfig: etcd.StorageConfig}, nil)
	return store, store.CompleteWithOptions(&generic.StoreOptions{RESTOptions: getter, AttrFunc: attributes})
}

// Has the server serve all kinds.
func serveKinds(on *server.GenericAPIServer, etcd options.EtcdOptions) error {
	served := map[schema.GroupVersion]map[string]rest.Storage{}
	for _, k := range kinds {
		store, err := k.store(etcd)
		if err != nil {
			return fmt.Errorf("%s: %w", k.plural, err)
		}
		if served[k.version] == nil {
			served[k.version] = map[string]rest.Storage{}
		}
		served[k.version][k.plural] = &objects{store, k}
		if k.hasStatus() {
			ofStatus, how := *store, writing{types, names.SimpleNameGenerator, k, true}
			ofStatus.UpdateStrategy, ofStatus.ResetFieldsStrategy = how, how
			served[k.version][k.plural+"/status"] = &statuses{&ofStatus}
		}
	}
	for version, resources := range served {
		group := server.NewDefaultAPIGroupInfo(version.Group, types, metav1.ParameterCodec, codecs)
		group.PrioritizedVersions = []schema.GroupVersion{version}
		group.VersionedResourcesStorageMap[version.Version] = resources
		install := func() error { return on.InstallAPIGroup(&group) }
		if version.Group == "" {
			install = func() error { return on.InstallLegacyAPIGroup(server.DefaultLegacyAPIPrefix, &group) }
		}
		if err := install(); err != nil {
			return fmt.Errorf("%s: %w", version, err)
		}
	}
	return nil
}
