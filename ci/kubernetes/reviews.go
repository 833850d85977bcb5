package main

import (
	"context"
	"fmt"
	"slices"

	authorization "k8s.io/api/authorization/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/authentication/serviceaccount"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/server"
)

// Who may do what: masters all, members of "view" may read, service accounts what their roles say, and whoever is known
// may look around.
type rules struct{}

func (rules) Authorize(ctx context.Context, wish authorizer.Attributes) (authorizer.Decision, string, error) {
	groups := wish.GetUser().GetGroups()
	has := func(name string) bool { return slices.Contains(groups, name) }
	if has(user.SystemPrivilegedGroup) || wish.IsReadOnly() && (has("view") || !wish.IsResourceRequest()) {
		return authorizer.DecisionAllow, "", nil
	}
	isOwnReview := wish.GetAPIGroup() == authorization.GroupName && wish.GetResource() == "selfsubjectaccessreviews"
	if has(user.AllAuthenticated) && (isOwnReview || !wish.IsResourceRequest()) {
		return authorizer.DecisionAllow, "", nil
	}
	if has(serviceaccount.AllServiceAccountsGroup) && wish.IsResourceRequest() {
		allowed, err := allowedByRoles(ctx, wish)
		if allowed {
			return authorizer.DecisionAllow, "", nil
		}
		return authorizer.DecisionNoOpinion, "no role of this service account allows it", err
	}
	return authorizer.DecisionNoOpinion, "only members of view may read, and only masters may write", nil
}

// Answers those who ask what they may do themselves.
type reviews struct{}

func (reviews) New() runtime.Object     { return &authorization.SelfSubjectAccessReview{} }
func (reviews) Destroy()                {}
func (reviews) NamespaceScoped() bool   { return false }
func (reviews) GetSingularName() string { return "selfsubjectaccessreview" }

func (reviews) Create(
	ctx context.Context, object runtime.Object, _ rest.ValidateObjectFunc, _ *metav1.CreateOptions,
) (runtime.Object, error) {
	review, isReview := object.(*authorization.SelfSubjectAccessReview)
	who, isKnown := request.UserFrom(ctx)
	if !isReview || !isKnown {
		return nil, errors.NewBadRequest(fmt.Sprintf("no review, or of nobody: %T", object))
	}
	wish := authorizer.AttributesRecord{User: who}
	switch of := review.Spec; {
	case of.ResourceAttributes != nil:
		a := of.ResourceAttributes
		wish.ResourceRequest, wish.Verb, wish.Namespace, wish.Name = true, a.Verb, a.Namespace, a.Name
		wish.APIGroup, wish.APIVersion, wish.Resource, wish.Subresource = a.Group, a.Version, a.Resource, a.Subresource
	case of.NonResourceAttributes != nil:
		wish.Verb, wish.Path = of.NonResourceAttributes.Verb, of.NonResourceAttributes.Path
	default:
		return nil, errors.NewBadRequest("exactly one of nonResourceAttributes or resourceAttributes must be specified")
	}
	decision, reason, err := rules{}.Authorize(ctx, wish)
	review.Status = authorization.SubjectAccessReviewStatus{Allowed: decision == authorizer.DecisionAllow, Reason: reason}
	return review, err
}

func init() {
	check(authorization.AddToScheme(types))
	internal := schema.GroupVersion{Group: authorization.GroupName, Version: runtime.APIVersionInternal}
	types.AddKnownTypeWithName(internal.WithKind("SelfSubjectAccessReview"), &authorization.SelfSubjectAccessReview{})
}

func serveReviews(on *server.GenericAPIServer) error {
	group := server.NewDefaultAPIGroupInfo(authorization.GroupName, types, metav1.ParameterCodec, codecs)
	group.PrioritizedVersions = []schema.GroupVersion{authorization.SchemeGroupVersion}
	group.VersionedResourcesStorageMap["v1"] = map[string]rest.Storage{"selfsubjectaccessreviews": reviews{}}
	return on.InstallAPIGroup(&group)
}
